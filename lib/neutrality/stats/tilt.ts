import { type Bin, binMean } from "./table";

/** A(theta) = sum of n log(1 + m (e^theta - 1)): the log-partition function of the tilt model, 0 at theta 0. */
export function logPartition(bins: readonly Bin[], theta: number): number {
  const c = Math.expm1(theta);
  let sum = 0;
  for (const bin of bins) sum += bin.n * Math.log1p(binMean(bin) * c);
  return sum;
}

/** A'(theta): the expected number of focal choices when the odds of each are multiplied by e^theta. */
export function tiltedExpectation(bins: readonly Bin[], theta: number): number {
  let sum = 0;
  for (const bin of bins) {
    const m = binMean(bin);
    // Divided through by the larger of the two terms: e^theta may overflow.
    sum += theta > 0 ? (bin.n * m) / (m + (1 - m) * Math.exp(-theta)) : tilted(bin.n, m, Math.exp(theta));
  }
  return sum;
}

const tilted = (n: number, m: number, odds: number): number => (n * m * odds) / (1 - m + m * odds);

const LIMIT = 50;

/**
 * Maximum-likelihood tilt in log-odds: the root of X = A'(theta), by bisection (A' rises). Null when no or every
 * decision went to focal models, or none could: then no finite tilt fits best.
 */
export function estimateTilt(bins: readonly Bin[], x: number): number | null {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  if (x <= 0 || x >= n) return null;
  let low = -LIMIT;
  let high = LIMIT;
  if (tiltedExpectation(bins, low) > x || tiltedExpectation(bins, high) < x) return null;
  while (high - low > 1e-13 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (tiltedExpectation(bins, middle) < x) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
