import { type Context, partyOf } from "@/lib/neutrality/server";
import type { MetricOf } from "../../checks/definition";
import type { ResultFigures, ResultMeasure } from "../../results/schema";
import type { Content, Judged, Judging, Metric } from "../metric";
import { type rangeOf, readDays } from "../query";
import { differenceOf } from "./difference";
import { judgeDifference, type Question } from "./judge-difference";
import { type Jumping, jumpsOf } from "./jumps";
import { versionRows } from "./rows";
import type { SidesDay, SidesGroup } from "./schema";
import { withJumps, withoutAlarm } from "./step";
import { saidOfAll, worstFirst } from "./worst";

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

/** One of a metric's figures: of the groups of its kind; `judged`: held against the tolerance. */
export type SidesFigure = {
  name: string;
  judged: boolean;
  kind?: string;
  /** How its jumps at policy versions are named; absent: they are not watched. */
  jump?: string;
};

export type SidesSpec = {
  /** The days of a range, by their number in it. */
  read: (test: MetricOf<SidesName>, range: Range, context: Context) => Promise<ReadonlyMap<number, SidesDay>>;
  measure: Pick<ResultMeasure, "name" | "unit">;
  /** The figures, by the kinds that occur in the window; absent: one, of everything. */
  figures?: (kinds: readonly string[]) => readonly SidesFigure[];
  /** The rows behind them; absent: both sides by policy version. */
  rows?: (groups: readonly SidesGroup[]) => ResultFigures["rows"];
  /** The difference as it is shown, and the tolerance in the units in which it is measured. */
  show?: (difference: number) => number;
  limit?: (tolerance: number) => number;
  /** Which side is the focus's. */
  own: "1" | "0";
  counted?: Question["counted"];
};

/**
 * A metric of this kind: a day is measured once, and the window's difference follows from its days. Rule 2: clusters are
 * counted by the sessions that are named, few of them widen the interval, and few decisions say nothing.
 */
export const sidesMetric = <N extends SidesName>(spec: SidesSpec): Metric<N> => ({
  rule: () => 2,
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
  const { show = (value) => value, limit = (value) => value, counted } = spec;
  const tables = days.map(({ content }) => content as SidesDay);
  const groups = tables.flatMap((day) => day.groups);
  const kinds = [...new Set(groups.flatMap(({ kind }) => kind ?? []))].sort();
  const whole: SidesFigure = { name: spec.measure.name, judged: true };
  const asked = spec.figures?.(kinds) ?? [whole];
  // Asked about nothing in particular, everything is one side of nothing.
  const figures = asked.length > 0 ? asked : [whole];
  const sign = partyOf(test.focus) === null ? 1 : -1;
  const question = { alpha: test.alpha, look, tolerance: limit(test.tolerance), sign, counted } as const;
  const alpha = test.alpha / figures.filter(({ judged }) => judged).length;
  const looked = figures.map((figure) => {
    const own = tables.map((day) => ({ groups: day.groups.filter(({ kind }) => kind === figure.kind) }));
    const found = differenceOf(own);
    const judged = judgeDifference(found, figure.judged ? { ...question, alpha } : question);
    return {
      ...{ figure, found, judged, days: own },
      ...(figure.kind === undefined ? {} : { kind: figure.kind }),
    };
  });
  const sorted = worstFirst(looked.filter(({ figure }) => figure.judged));
  const jumping = looked.flatMap(({ figure: { jump: code, kind, judged }, days: own }): Jumping[] =>
    code === undefined ? [] : [{ days: own, code, kind: judged ? kind : undefined }],
  );
  const { verdict, because } = withoutAlarm(
    withJumps(saidOfAll(sorted), jumpsOf(jumping, question)),
    between,
  );
  const shown = (value: number | null) => (value === null ? null : show(value));
  const measures = [...sorted, ...looked.filter(({ figure }) => !figure.judged)];
  return {
    verdict,
    figures: {
      measures: measures.map(({ figure, found, judged }) => ({
        ...{ name: figure.name, unit: spec.measure.unit, value: shown(found.difference) },
        ...{ lower: shown(judged.lower), upper: shown(judged.upper) },
        limit: figure.judged ? show(sign * limit(test.tolerance)) : null,
      })),
      n: Math.round(unitsOf(groups, new Set(sorted.map(({ figure }) => figure.kind)))),
      because: [...because, `clusters: ${sorted[0]?.judged.by ?? "day"}`],
      tilt: null,
      rows: spec.rows?.(groups) ?? versionRows(groups, spec.own),
    },
    b_version: null,
  };
}

/** What was compared, each unit once: a kind's other side is that of everything. */
const unitsOf = (groups: readonly SidesGroup[], judged: ReadonlySet<string | undefined>): number =>
  groups.reduce((total, { kind, n1, n0 }) => {
    if (kind === undefined) return total + n1 + n0;
    return judged.has(kind) ? total + n1 : total;
  }, 0);
