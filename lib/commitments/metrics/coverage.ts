import { type DayCoverage, measureCoverage, NO_COVERAGE } from "@/lib/neutrality/server";
import { LEAST_DECISIONS } from "../checks/definition";
import type { Day } from "../day";
import type { Content, Judged, Judging, Metric } from "./metric";
import { NO_TILT } from "./metric";
import { type rangeOf, readDays } from "./query";

/**
 * How much of what a router decided could be tested at all, over the window so far and since the last due look. A census: no
 * interval. Rule 2: few decisions say nothing, and the last days are judged by themselves.
 */
export const COVERAGE: Metric<"coverage"> = {
  rule: () => 2,
  per: () => "day",
  measure: async ({ test, days, context }) => {
    const question = { focus: "first_party", alpha: 0.01, materiality: 1.05 };
    const read = (range: ReturnType<typeof rangeOf>) =>
      measureCoverage({ ...range, ...question, baseline: "partner_revealed" }, context);
    return { days: await readDays<Content>(test.scope, days, read, NO_COVERAGE), fits: [] };
  },
  judge: judgeCoverage,
};

type Test = Judging<"coverage">["test"];

const enoughOf = ({ minimum_decisions = LEAST_DECISIONS }: Test): number => minimum_decisions;

type Table = { day: Day; table: DayCoverage };
type Covered = { routed: number; coverage: number | null; unattributed: number | null };

const sumOf = (tables: readonly Table[], of: (table: DayCoverage) => number): number =>
  tables.reduce((total, { table }) => total + of(table), 0);

function coveredIn(tables: readonly Table[]): Covered {
  const routed = sumOf(tables, (table) => table.routed);
  const share = (part: number) => (routed > 0 ? part / routed : null);
  return {
    routed,
    coverage: share(sumOf(tables, ({ comparable }) => comparable)),
    unattributed: share(sumOf(tables, ({ excluded }) => excluded.unattributed_candidate ?? 0)),
  };
}

/** The days since the last due look, and as many before them as it takes to have decisions enough. */
function latestOf(tables: readonly Table[], since: Day, enough: number): Table[] {
  const latest: Table[] = [];
  let routed = 0;
  for (const one of tables.toReversed()) {
    if (one.day < since && routed >= enough) break;
    latest.push(one);
    routed += one.table.routed;
  }
  return latest;
}

const faultsOf = ({ coverage, unattributed }: Covered, test: Test): string[] => [
  ...(coverage !== null && coverage < test.minimum_coverage ? ["coverage"] : []),
  ...(unattributed !== null && unattributed > test.maximum_unattributed ? ["unattributed"] : []),
];

function verdictOf(
  whole: Covered,
  lately: Covered,
  test: Test,
): Pick<Judged, "verdict"> & { because: string[] } {
  if (whole.routed === 0) return { verdict: "no_data", because: ["nothing_routed"] };
  if (whole.routed < enoughOf(test)) return { verdict: "inconclusive", because: ["too_few"] };
  const [faults, late] = [faultsOf(whole, test), faultsOf(lately, test).map((fault) => `${fault}_lately`)];
  if (faults.length > 0) return { verdict: "breach", because: faults };
  return late.length > 0 ? { verdict: "watch", because: late } : { verdict: "kept", because: ["covered"] };
}

/** `breach` where the window so far has too little that can be tested, `watch` where its latest days have. */
export function judgeCoverage({
  test,
  days,
  since,
}: Pick<Judging<"coverage">, "test" | "days" | "since">): Judged {
  const tables = days.map(({ day, content }): Table => ({ day, table: content as DayCoverage }));
  const whole = coveredIn(tables);
  const lately = coveredIn(latestOf(tables, since, enoughOf(test)));
  const bare = { unit: "share" as const, lower: null, upper: null };
  const least = { ...bare, limit: test.minimum_coverage };
  const most = { ...bare, limit: test.maximum_unattributed };
  // Sorted: what comes back from the store has its names in another order.
  const reasons = [...new Set(tables.flatMap(({ table }) => Object.keys(table.excluded)))].sort();
  const { verdict, because } = verdictOf(whole, lately, test);
  return {
    verdict,
    figures: {
      ...NO_TILT,
      measures: [
        { ...least, name: "coverage", value: whole.coverage },
        { ...most, name: "unattributed", value: whole.unattributed },
        { ...least, name: "coverage_lately", value: lately.coverage },
        { ...most, name: "unattributed_lately", value: lately.unattributed },
      ],
      n: whole.routed,
      because,
      rows: reasons.map((label) => {
        const n = sumOf(tables, ({ excluded }) => excluded[label] ?? 0);
        return { label, group: null, value: whole.routed > 0 ? n / whole.routed : null, n };
      }),
    },
    b_version: null,
  };
}
