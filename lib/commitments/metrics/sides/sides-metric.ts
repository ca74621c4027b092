import { type Context, partyOf } from "@/lib/neutrality/server";
import type { MetricOf } from "../../checks/definition";
import type { ResultFigures, ResultMeasure } from "../../results/schema";
import type { Content, Judged, Judging, Metric } from "../metric";
import { type rangeOf, readDays } from "../query";
import { differenceOf } from "./difference";
import { judgeDifference } from "./judge-difference";
import { jumpsOf, NO_JUMPS } from "./jumps";
import type { SidesDay, SidesGroup } from "./schema";
import { withJumps, withoutAlarm } from "./step";

type Range = ReturnType<typeof rangeOf>;
const NO_SIDES: SidesDay = { groups: [] };
/** Metrics whose figure is a difference between two sides. */
export type SidesName =
  | "score_honesty"
  | "exclusion_parity"
  | "eligibility_parity"
  | "latency_parity"
  | "error_parity"
  | "fallback_flow";

export type SidesSpec = {
  /** The days of a range, by their number in it. */
  read: (test: MetricOf<SidesName>, range: Range, context: Context) => Promise<ReadonlyMap<number, SidesDay>>;
  measure: Pick<ResultMeasure, "name" | "unit">;
  /** The difference as it is shown, and the tolerance in the units in which it is measured. */
  show?: (difference: number) => number;
  limit?: (tolerance: number) => number;
  /** Which side is the focus's. */
  own: "1" | "0";
  /** Whether more favours the focus (1) or is its loss (-1); with focus on one party the question is turned. */
  favours?: 1 | -1;
  /** Whether a jump at a policy version is watched. */
  jumps?: boolean;
};

/** A metric of this kind: a day is measured once, and the window's difference follows from its days. */
export const sidesMetric = <N extends SidesName>(spec: SidesSpec): Metric<N> => ({
  per: () => "day",
  measure: async ({ test: given, days, context }) => {
    const test = asSides(given);
    const read = (range: Range) => spec.read(test, range, context);
    return { days: await readDays<Content>(test.scope, days, read, NO_SIDES), fits: [] };
  },
  counts_looks: true,
  judge: ({ test, days, look, between }) => judge(spec, { test: asSides(test), days, look, between }),
});

type SidesTest = MetricOf<SidesName>;
/** The definitions of all of them have the same names. */
const asSides = (test: unknown): SidesTest => test as SidesTest;

type Looked = Pick<Judging<SidesName>, "test" | "days" | "look" | "between">;

function judge(spec: SidesSpec, { test, days, look, between }: Looked): Judged {
  const { show = (value) => value, limit = (value) => value, favours = 1 } = spec;
  const tables = days.map(({ content }) => content as SidesDay);
  const found = differenceOf(tables);
  const sign = partyOf(test.focus) === null ? favours : favours === 1 ? -1 : 1;
  const question = { alpha: test.alpha, look, tolerance: limit(test.tolerance), sign };
  const judged = judgeDifference(found, question);
  const jumps = spec.jumps ? jumpsOf(days, question) : NO_JUMPS;
  const { verdict, because } = withoutAlarm(withJumps(judged, jumps), between);
  const shown = (value: number | null) => (value === null ? null : show(value));
  const { sides } = found;
  return {
    verdict,
    figures: {
      measures: [
        {
          ...spec.measure,
          ...{ value: shown(found.difference), lower: shown(judged.lower), upper: shown(judged.upper) },
          limit: show(sign * limit(test.tolerance)),
        },
      ],
      n: Math.round(sides.n1 + sides.n0),
      because: [...because, `clusters: ${found.clusters.by}`],
      tilt: null,
      rows: rowsOf(tables, spec.own),
    },
    b_version: null,
  };
}

/** Each policy version's two sides, own and partners. */
function rowsOf(tables: readonly SidesDay[], own: "1" | "0"): ResultFigures["rows"] {
  const versions = new Map<string, SidesGroup[]>();
  for (const group of tables.flatMap(({ groups }) => groups)) {
    const label = group.policy_version === "" ? group.router : `${group.router} ${group.policy_version}`;
    versions.set(label, [...(versions.get(label) ?? []), group]);
  }
  return [...versions].flatMap(([label, groups]) =>
    (["1", "0"] as const).map((side) => {
      const sum = (of: (group: SidesGroup) => number) =>
        groups.reduce((total, group) => total + of(group), 0);
      const n = sum((group) => group[`n${side}`]);
      const s = sum((group) => group[`s${side}`]);
      const group = side === own ? ("own" as const) : ("partners" as const);
      return { label, group, value: n > 0 ? s / n : null, n: Math.round(n) };
    }),
  );
}
