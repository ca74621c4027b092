import { upperQuantile } from "../stats/normal";

/** Units of two sides in a cell, the sums of what is compared, and of what stands beside it. */
export type ComparedCell = {
  comparison: number;
  cell: number;
  n1: number;
  s1: number;
  extra1: number;
  n0: number;
  s0: number;
  extra0: number;
};

/**
 * One comparison of two sides within cells, as a regression on the side with an effect for each cell: a cell weighs
 * n1 n0 / (n1 + n0). `x` and `y` are the cells' shares of side 1 and means, by cell; cells of one side take no part.
 */
export type Comparison = {
  difference: number;
  /** The same of `extra`. */
  extra_difference: number;
  /** Sum of the weights: what the scores are divided by. */
  weight: number;
  units: { n1: number; n0: number };
  means: ReadonlyMap<number, { x: number; y: number }>;
};

/** Null where no cell has both sides. */
export function compareSides(cells: readonly ComparedCell[]): Comparison | null {
  const both = cells.filter(({ n1, n0 }) => n1 > 0 && n0 > 0);
  let weight = 0;
  let sum = 0;
  let extra = 0;
  const units = { n1: 0, n0: 0 };
  for (const { n1, s1, extra1, n0, s0, extra0 } of both) {
    const share = (n1 * n0) / (n1 + n0);
    weight += share;
    sum += share * (s1 / n1 - s0 / n0);
    extra += share * (extra1 / n1 - extra0 / n0);
    units.n1 += n1;
    units.n0 += n0;
  }
  if (!(weight > 0)) return null;
  const means = new Map(
    both.map(({ cell, n1, s1, n0, s0 }) => [cell, { x: n1 / (n1 + n0), y: (s1 + s0) / (n1 + n0) }]),
  );
  return { difference: sum / weight, extra_difference: extra / weight, weight, units, means };
}

/** Sum over clusters of their scores squared, of how many rows and clusters. */
export type ScoreSquares = { squares: number; rows: number; clusters: number };

/**
 * Standard error of the difference, robust to clusters: the sandwich, times C/(C - 1) and N/(N - K - 1) for C clusters,
 * N rows and K cells, since cells of few rows fit themselves. Null where there is too little to tell it by.
 */
export function standardError(
  { weight, means }: Pick<Comparison, "weight" | "means">,
  { squares, rows, clusters }: ScoreSquares,
): number | null {
  const free = rows - means.size - 1;
  if (clusters < 2 || free <= 0) return null;
  return (Math.sqrt(squares) / weight) * Math.sqrt((clusters / (clusters - 1)) * (rows / free));
}

export type Bounds = { difference: number | null; lower: number | null; upper: number | null };

export const NO_BOUNDS: Bounds = { difference: null, lower: null, upper: null };

/** A difference with its two-sided interval of this level, by the normal approximation. */
export function boundsOf(difference: number, error: number | null, alpha: number): Bounds {
  if (error === null) return { difference, lower: null, upper: null };
  const half = upperQuantile(alpha / 2) * error;
  return { difference, lower: difference - half, upper: difference + half };
}
