import { fisherPartition } from "./fisher";
import type { Columns } from "./grid";
import { BINS, type Bin, binMean } from "./table";

/** Alternatives, in log-odds beyond the null, that the evidence bets on, and the stake on each (they sum to 1). */
export const STEPS = [0.0125, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.7, 1] as const;
export const STEP_WEIGHTS = [1 / 32, 1 / 32, ...Array.from({ length: 8 }, () => 15 / 128)] as const;

const LOG_WEIGHTS = STEP_WEIGHTS.map(Math.log);

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

type Placed = Pick<Bin, "low" | "high" | "n">;

/**
 * A lower bound of the bin's part of A(theta0), exact for bins with equal edges: log(1 + q c) is concave in q, so
 * its chord between the edges, taken at the mean m, lies below.
 */
function chord({ low, high, n }: Placed, m: number, c: number): number {
  const from = logOf(low, c);
  if (high === low) return n * from;
  return n * (from + ((m - low) / (high - low)) * (logOf(high, c) - from));
}

// Edges of the grid come up for every day and every stratum, at few nulls.
let edges = { c: Number.NaN, logs: new Float64Array(0) };
function logOf(edge: number, c: number): number {
  const at = edge * BINS;
  if (at !== Math.floor(at)) return Math.log1p(edge * c);
  if (edges.c !== c) edges = { c, logs: new Float64Array(BINS + 1).fill(Number.NaN) };
  const known = edges.logs[at] ?? Number.NaN;
  if (!Number.isNaN(known)) return known;
  const log = Math.log1p(edge * c);
  edges.logs[at] = log;
  return log;
}

/**
 * A(theta0 + sign d) - A(theta0) for each step d, from above: the first term at each bin's mean (Jensen), the
 * second at the chord. So coarse bins never overstate evidence of either sign. Tables of an experiment are exact.
 */
export function partitionSteps(bins: readonly Bin[], hypothesis: Hypothesis): number[] {
  const { tilts, sums, add } = stepper(hypothesis);
  for (const bin of bins) {
    if (!bin.arms) {
      add(bin, binMean(bin));
      continue;
    }
    const from = fisherPartition(bin.arms, hypothesis.theta0);
    for (const [d, tilt] of tilts.entries())
      sums[d] = (sums[d] ?? 0) + fisherPartition(bin.arms, tilt) - from;
  }
  return [...sums];
}

/** The same of bins on the grid in columns, of which no list needs to be made. */
export function partitionColumns({ n, q }: Columns, hypothesis: Hypothesis): number[] {
  const { sums, add } = stepper(hypothesis);
  const bin = { low: 0, high: 0, n: 0 };
  for (let index = 0; index < n.length; index += 1) {
    bin.n = n[index] ?? 0;
    if (bin.n === 0) continue;
    bin.low = index / BINS;
    bin.high = (index + 1) / BINS;
    add(bin, Math.min(bin.high, Math.max(bin.low, (q[index] ?? 0) / bin.n)));
  }
  return [...sums];
}

/** The sums by step, the tilts that are put to the test, and what adds a bin with this mean. */
function stepper({ theta0, sign }: Hypothesis) {
  const c0 = Math.expm1(theta0);
  const tilts = STEPS.map((step) => theta0 + sign * step);
  const factors = Float64Array.from(tilts, Math.expm1);
  const sums = new Float64Array(STEPS.length);
  const add = (bin: Placed, m: number): void => {
    const base = c0 === 0 ? 0 : chord(bin, m, c0);
    for (let d = 0; d < sums.length; d += 1)
      sums[d] = (sums[d] ?? 0) + bin.n * Math.log1p(m * (factors[d] ?? 0)) - base;
  };
  return { tilts, sums, add };
}

/** ln E of one start: the mixture over steps of exp(eta (sign d X - [A(theta0 + sign d) - A(theta0)])). */
export const logEvidence = (x: number, steps: ArrayLike<number>, eta: number, sign: 1 | -1): number =>
  logSumExp(STEPS.map((step, d) => (LOG_WEIGHTS[d] ?? 0) + eta * (sign * step * x - (steps[d] ?? 0))));

const CAP = 1e300;

/** e from ln e, capped so that JSON can hold it. */
export const capped = (log_e: number): number => Math.min(CAP, Math.exp(log_e));
