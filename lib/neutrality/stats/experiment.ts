import type { Arms } from "./arms";
import type { Sign } from "./needed";

/** One table of an experiment, with its day (index from the first of the window) and stratum. */
export type DayArms = Arms & { day: number; stratum: number };

/**
 * Difference of the focal shares of both arms (a less b) within days and strata, as a fraction of 1: tables weigh by
 * n_a n_b / n, so that it is 0 exactly where X = Q. Null without tables.
 */
export function stratifiedDifference(tables: readonly Arms[]): number | null {
  let [sum, weights] = [0, 0];
  for (const { n_a, x_a, n_b, x_b } of tables) {
    const weight = (n_a * n_b) / (n_a + n_b);
    sum += weight * (x_a / n_a - x_b / n_b);
    weights += weight;
  }
  return weights > 0 ? sum / weights : null;
}

/** Odds ratio common to all tables (Mantel & Haenszel 1959); null where its denominator is 0. */
export function mantelHaenszel(tables: readonly Arms[]): number | null {
  let [above, below] = [0, 0];
  for (const { n_a, x_a, n_b, x_b } of tables) {
    const n = n_a + n_b;
    above += (x_a * (n_b - x_b)) / n;
    below += ((n_a - x_a) * x_b) / n;
  }
  return below > 0 ? above / below : null;
}

/** Both parameters of the beta priors that Turner, Ly & Grünwald found best for streams of equal blocks. */
const PRIOR = 0.18;

type Past = Arms;
const predict = (x: number, n: number): number => (x + PRIOR) / (n + 2 * PRIOR);

/**
 * ln of the two-stream e-value of Turner, Ly & Grünwald (2024): a day and stratum is a block; each arm's share is
 * predicted from the stratum's earlier days, and the block's likelihood under the two predictions is set against that
 * under their mean, weighed by the arms' sizes. A block counts 1 where the prediction is not on the side of `sign` (1:
 * production favours the focus). A product over blocks: at most 1 in the mean where both arms choose alike, whatever the
 * share of a day and stratum. It knows neither materiality nor dependence within a block.
 */
export function logTwoStreams(tables: readonly DayArms[], sign: Sign): number {
  const past = new Map<number, Past>();
  let log_e = 0;
  for (const table of [...tables].sort((a, b) => a.day - b.day)) {
    const before = past.get(table.stratum) ?? { n_a: 0, x_a: 0, n_b: 0, x_b: 0 };
    log_e += logBlock(table, predict(before.x_a, before.n_a), predict(before.x_b, before.n_b), sign);
    past.set(table.stratum, {
      n_a: before.n_a + table.n_a,
      x_a: before.x_a + table.x_a,
      n_b: before.n_b + table.n_b,
      x_b: before.x_b + table.x_b,
    });
  }
  return log_e;
}

function logBlock({ n_a, x_a, n_b, x_b }: Arms, p_a: number, p_b: number, sign: Sign): number {
  if (sign * (p_a - p_b) <= 0) return 0;
  const p = (n_a * p_a + n_b * p_b) / (n_a + n_b);
  return (
    x_a * Math.log(p_a / p) +
    (n_a - x_a) * Math.log((1 - p_a) / (1 - p)) +
    x_b * Math.log(p_b / p) +
    (n_b - x_b) * Math.log((1 - p_b) / (1 - p))
  );
}
