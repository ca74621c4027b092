import { fisherPartition } from "./fisher";
import { type Bin, binMean } from "./table";

/** Alternatives, in log-odds beyond the null, that the evidence bets on, and the stake on each (they sum to 1). */
export const STEPS = [0.0125, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.7, 1] as const;
export const STEP_WEIGHTS = [1 / 32, 1 / 32, ...Array.from({ length: 8 }, () => 15 / 128)] as const;

/** What is put to the test: a tilt of at most theta0 (sign 1), or, mirrored, of at least theta0 (sign -1). */
export type Hypothesis = { theta0: number; sign: 1 | -1 };

/** log of a sum of exponentials, without overflow. -Infinity for none. */
export function logSumExp(values: readonly number[]): number {
  let max = -Infinity;
  for (const value of values) if (value > max) max = value;
  if (max === -Infinity) return -Infinity;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - max);
  return max + Math.log(sum);
}

/**
 * A lower bound of the bin's part of A(theta0), exact for bins with equal edges: log(1 + q c) is concave in q, so
 * its chord between the edges, taken at the mean, lies below.
 */
function chord(bin: Bin, c: number): number {
  const from = Math.log1p(bin.low * c);
  if (bin.high === bin.low) return bin.n * from;
  const to = Math.log1p(bin.high * c);
  return bin.n * (from + ((binMean(bin) - bin.low) / (bin.high - bin.low)) * (to - from));
}

/**
 * A(theta0 + sign d) - A(theta0) for each step d, from above: the first term at each bin's mean (Jensen), the
 * second at the chord. So coarse bins never overstate evidence of either sign. Tables of an experiment are exact.
 */
export function partitionSteps(bins: readonly Bin[], { theta0, sign }: Hypothesis): number[] {
  const c0 = Math.expm1(theta0);
  const factors = STEPS.map((step) => Math.expm1(theta0 + sign * step));
  const sums = STEPS.map(() => 0);
  for (const bin of bins) {
    if (bin.arms) {
      const from = fisherPartition(bin.arms, theta0);
      for (const [d, step] of STEPS.entries())
        sums[d] = (sums[d] ?? 0) + fisherPartition(bin.arms, theta0 + sign * step) - from;
      continue;
    }
    const m = binMean(bin);
    const base = c0 === 0 ? 0 : chord(bin, c0);
    for (let d = 0; d < sums.length; d += 1)
      sums[d] = (sums[d] ?? 0) + bin.n * Math.log1p(m * (factors[d] ?? 0)) - base;
  }
  return sums;
}

/** ln E of one start: the mixture over steps of exp(eta (sign d X - [A(theta0 + sign d) - A(theta0)])). */
export const logEvidence = (x: number, steps: readonly number[], eta: number, sign: 1 | -1): number =>
  logSumExp(
    STEPS.map((step, d) => Math.log(STEP_WEIGHTS[d] ?? 0) + eta * (sign * step * x - (steps[d] ?? 0))),
  );

const CAP = 1e300;

/** e from ln e, capped so that JSON can hold it. */
export const capped = (log_e: number): number => Math.min(CAP, Math.exp(log_e));
