import type { Judging } from "./judging";
import type { Measured } from "./measured";
import type { DailyPoint, NeutralityQuery } from "./schema";
import { estimationVariance, sumGradients } from "./stats/deflator";
import { normalQuantile } from "./stats/normal";
import { groupCells, sumShown } from "./stats/table";
import { dayOf } from "./window";

const LEVEL = 0.99;

/**
 * Observed and expected focal share at each day with usable decisions, over the `span` days up to it. Days without
 * any are gaps: no point.
 */
export function composeSeries(
  query: NeutralityQuery,
  { cells }: Measured,
  { deflation }: Judging,
  span: number,
): DailyPoint[] {
  const by_day = groupCells(cells, ({ day }) => day);
  return [...by_day.keys()]
    .sort((a, b) => a - b)
    .map((day) => {
      const within = Array.from({ length: span }, (_, back) => by_day.get(day - back) ?? []).flat();
      const { n, x, q, v } = sumShown(within);
      const variance = deflation.phi * v + estimationVariance(sumGradients(within), deflation.covariances);
      const half = (normalQuantile(1 - (1 - LEVEL) / 2) * Math.sqrt(variance)) / n;
      const expected = q / n;
      return {
        day: dayOf(query, day),
        n,
        observed: x / n,
        expected,
        lower: Math.max(0, expected - half),
        upper: Math.min(1, expected + half),
      };
    });
}
