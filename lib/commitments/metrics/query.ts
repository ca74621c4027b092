import type { NeutralityQuery } from "@/lib/neutrality";
import type { CheckScope, MetricOf } from "../checks/definition";
import { type Day, plusDays } from "../day";

/** A range of days and a scope as questions about decisions take them; `upto` is included. */
export const rangeOf = (scope: CheckScope, from: Day, upto: Day) => ({
  from,
  to: plusDays(upto, 1),
  ...(scope.router === undefined ? {} : { router: scope.router }),
  ...(scope.task === undefined ? {} : { task: scope.task }),
  ...(scope.region === undefined ? {} : { region: scope.region }),
});

/** So many days are measured in one scan. */
const MOST_DAYS = 62;

/** Days in stretches without a gap, each to be measured in one scan. */
function spansOf(days: readonly Day[]): { from: Day; upto: Day; days: Day[] }[] {
  const spans: { from: Day; upto: Day; days: Day[] }[] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last && plusDays(last.upto, 1) === day && last.days.length < MOST_DAYS) {
      last.upto = day;
      last.days.push(day);
    } else spans.push({ from: day, upto: day, days: [day] });
  }
  return spans;
}

/** What some days come to, each stretch of them read at once; `read` gives figures by the day's number in its range. */
export async function readDays<T>(
  scope: CheckScope,
  days: readonly Day[],
  read: (range: ReturnType<typeof rangeOf>) => Promise<ReadonlyMap<number, T>>,
  none: T,
): Promise<Map<Day, T>> {
  const found = new Map<Day, T>();
  for (const span of spansOf(days)) {
    const figures = await read(rangeOf(scope, span.from, span.upto));
    for (const [index, day] of span.days.entries()) found.set(day, figures.get(index) ?? none);
  }
  return found;
}

/** A check of tilt as the question that `neutrality` answers, over these days. */
export function tiltQuery(test: MetricOf<"routing_tilt">, from: Day, upto: Day): NeutralityQuery {
  const { baseline, focus, direction, alpha, materiality, materiality_share, noise, reference, strata } =
    test;
  const reads_candidates = baseline === "partner_revealed";
  return {
    ...rangeOf(test.scope, from, upto),
    ...{ focus, baseline, direction, alpha, materiality },
    ...(reads_candidates ? { covariates: test.covariates } : {}),
    ...(materiality_share === undefined ? {} : { materiality_share }),
    ...(noise === undefined ? {} : { noise }),
    ...(reference === undefined ? {} : { reference }),
    ...(typeof strata === "string" ? {} : { fixed_strata: strata }),
  };
}
