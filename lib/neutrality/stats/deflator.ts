import { Fold, lasts } from "./fold";
import { type Matrix, quadraticForm } from "./linear";
import type { Cell } from "./table";

/** Covariance of one fit's coefficients, two ways: inverse Hessian, and robust to clusters. */
export type FitCovariance = { inverse_hessian: Matrix; robust: Matrix };

/** What an estimated baseline and dependent decisions cost, over the window: phi >= 1 and each fit's covariance. */
export type Deflation = { phi: number; covariances: ReadonlyMap<number, FitCovariance> };

/** No cost: q is known and decisions are independent. */
export const NO_DEFLATION: Deflation = { phi: 1, covariances: new Map() };

/** phi = max(1, sum over clusters of (sum of x - q) squared, over V); 1 where V is 0. */
export const overdispersion = (sum_of_squares: number, v: number): number =>
  v > 0 ? Math.max(1, sum_of_squares / v) : 1;

/**
 * G' S G: the variance of Q that estimating the coefficients brings, summed over fits (they are independent), each
 * with the covariance that makes it larger. Gradients of fits without covariance are of known q: 0.
 */
export function estimationVariance(
  gradients: Iterable<readonly [number, readonly number[]]>,
  covariances: Deflation["covariances"],
): number {
  let sum = 0;
  for (const [fit, gradient] of gradients) {
    const covariance = covariances.get(fit);
    if (!covariance) continue;
    sum += Math.max(
      0,
      quadraticForm(covariance.inverse_hessian, gradient),
      quadraticForm(covariance.robust, gradient),
    );
  }
  return sum;
}

/** eta = V / (phi V + G' S G); without variance 1 / phi, or 0 when all variance is that of the estimate. */
export const deflator = (v: number, phi: number, estimation_variance: number): number =>
  v > 0 ? v / (phi * v + estimation_variance) : estimation_variance > 0 ? 0 : 1 / phi;

/** G of each fit: the sum of the derivatives of q, where there are any. */
export function sumGradients(cells: Iterable<Pick<Cell, "fit" | "dq">>): Map<number, readonly number[]> {
  const sums = new Map<number, readonly number[]>();
  for (const { fit, dq } of cells) {
    if (dq.length === 0) continue;
    const sum = sums.get(fit);
    sums.set(fit, sum ? dq.map((value, p) => value + (sum[p] ?? 0)) : dq);
  }
  return sums;
}

type Spread = Pick<Cell, "fit" | "dq" | "v">;
type Spreads = { v: number; gradients: Map<number, number[]> };

const newSpreads = (): Spreads => ({ v: 0, gradients: new Map() });

const spreads = new Fold<Spread, Spreads>((sums, { fit, dq, v }) => {
  sums.v += v;
  if (dq.length === 0) return;
  const sum = sums.gradients.get(fit);
  if (!sum) sums.gradients.set(fit, [...dq]);
  else for (let p = 0; p < dq.length; p += 1) sum[p] = (dq[p] ?? 0) + (sum[p] ?? 0);
});

function spreadOf(cells: readonly Spread[]): {
  v: number;
  gradients: ReadonlyMap<number, readonly number[]>;
} {
  if (lasts(cells)) return spreads.of(cells, newSpreads);
  return { v: cells.reduce((sum, cell) => sum + cell.v, 0), gradients: sumGradients(cells) };
}

/** V, G' S G and eta of these cells together. */
export function deflateCells(
  cells: readonly Spread[],
  { phi, covariances }: Deflation,
): { v: number; estimation_variance: number; eta: number } {
  const { v, gradients } = spreadOf(cells);
  const estimation_variance = estimationVariance(gradients, covariances);
  return { v, estimation_variance, eta: deflator(v, phi, estimation_variance) };
}
