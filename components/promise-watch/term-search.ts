import type { CheckDefinition, Day } from "@/lib/commitments";
import { HOW_WE_KNOW_PAGE } from "@/lib/reports";

type Asked = Pick<CheckDefinition, "test">;

/**
 * The same question on the pages of neutrality, for the links of terms: days, scope, focus, baseline, level.
 * `days`: those that were judged, both included. Of a metric that is no question there: nothing.
 */
export function termSearch({ test }: Asked, days: { from: Day; day: Day } | null): string {
  if (test.metric !== "routing_tilt") return "";
  const { scope, baseline, focus, direction, materiality, alpha } = test;
  const end = days && new Date(Date.parse(days.day) + 86_400_000).toISOString().slice(0, 10);
  const query = new URLSearchParams({
    ...(days && end ? { from: days.from, to: end } : {}),
    ...(scope.router === undefined ? {} : { router: scope.router }),
    ...(scope.task === undefined ? {} : { task: scope.task }),
    ...(scope.region === undefined ? {} : { region: scope.region }),
    ...(focus === "first_party" ? {} : { focus }),
    ...(direction === "for" ? {} : { direction }),
    baseline,
    ...("reference" in test && test.reference ? { reference: test.reference } : {}),
    ...(materiality === 1.05 ? {} : { materiality: String(materiality) }),
    ...(alpha === 0.01 ? {} : { alpha: String(alpha) }),
  });
  return `?${query}`;
}

/** Where every term is explained, with the numbers of the same question. */
export const howWeKnowHref = (asked: Asked, days: { from: Day; day: Day } | null): string =>
  `${HOW_WE_KNOW_PAGE}${termSearch(asked, days)}`;
