import { type DayCoverage, measureCoverage, NO_COVERAGE } from "@/lib/neutrality/server";
import type { Content, Judged, Judging, Metric } from "./metric";
import { NO_TILT } from "./metric";
import { type rangeOf, readDays } from "./query";

/** How much of what a router decided could be tested at all. A census: no interval. */
export const COVERAGE: Metric<"coverage"> = {
  per: () => "day",
  measure: async ({ test, days, context }) => {
    const question = { focus: "first_party", alpha: 0.01, materiality: 1.05 };
    const read = (range: ReturnType<typeof rangeOf>) =>
      measureCoverage({ ...range, ...question, baseline: "partner_revealed" }, context);
    return { days: await readDays<Content>(test.scope, days, read, NO_COVERAGE), fits: [] };
  },
  judge: judgeCoverage,
};

export function judgeCoverage({ test, days }: Pick<Judging<"coverage">, "test" | "days">): Judged {
  const tables = days.map(({ content }) => content as DayCoverage);
  const sum = (of: (day: DayCoverage) => number) => tables.reduce((total, day) => total + of(day), 0);
  const routed = sum((day) => day.routed);
  const share = (part: number) => (routed > 0 ? part / routed : null);
  const coverage = share(sum(({ comparable }) => comparable));
  const unattributed = share(sum(({ excluded }) => excluded.unattributed_candidate ?? 0));
  const because = [
    ...(coverage !== null && coverage < test.minimum_coverage ? ["coverage"] : []),
    ...(unattributed !== null && unattributed > test.maximum_unattributed ? ["unattributed"] : []),
  ];
  const bare = { unit: "share" as const, lower: null, upper: null };
  // Sorted: what comes back from the store has its names in another order.
  const reasons = [...new Set(tables.flatMap(({ excluded }) => Object.keys(excluded)))].sort();
  return {
    verdict: routed === 0 ? "no_data" : because.length > 0 ? "breach" : "kept",
    figures: {
      ...NO_TILT,
      measures: [
        { ...bare, name: "coverage", value: coverage, limit: test.minimum_coverage },
        { ...bare, name: "unattributed", value: unattributed, limit: test.maximum_unattributed },
      ],
      n: routed,
      because: routed === 0 ? ["nothing_routed"] : because.length > 0 ? because : ["covered"],
      rows: reasons.map((label) => {
        const n = sum(({ excluded }) => excluded[label] ?? 0);
        return { label, group: null, value: share(n), n };
      }),
    },
    b_version: null,
  };
}
