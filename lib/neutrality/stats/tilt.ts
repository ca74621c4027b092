import { rangeOf } from "./arms";
import { fisherMean, fisherPartition } from "./fisher";
import { type Bin, binMean } from "./table";

/**
 * A(theta) = sum of n log(1 + m (e^theta - 1)), and of K(theta) - K(0) over tables of an experiment: the log-partition
 * function of the tilt model, 0 at theta 0.
 */
export function logPartition(bins: readonly Bin[], theta: number): number {
  const c = Math.expm1(theta);
  let sum = 0;
  for (const bin of bins)
    sum += bin.arms ? fisherPartition(bin.arms, theta) : bin.n * Math.log1p(binMean(bin) * c);
  return sum;
}

/** A'(theta): the expected number of focal choices when the odds of each are multiplied by e^theta. */
export function tiltedExpectation(bins: readonly Bin[], theta: number): number {
  // Divided through by the larger of the two terms: e^theta may overflow.
  const odds = Math.exp(theta > 0 ? -theta : theta);
  let sum = 0;
  for (const bin of bins) {
    if (bin.arms) {
      sum += fisherMean(bin.arms, theta);
      continue;
    }
    const m = binMean(bin);
    sum += theta > 0 ? (bin.n * m) / (m + (1 - m) * odds) : (bin.n * m * odds) / (1 - m + m * odds);
  }
  return sum;
}

/** The same as a function of theta, for whoever asks again and again: what does not hang on it is worked out once. */
function expectation(bins: readonly Bin[]): (theta: number) => number {
  if (bins.some(({ arms }) => arms)) return (theta) => tiltedExpectation(bins, theta);
  const wholes = Float64Array.from(bins, (bin) => bin.n * binMean(bin));
  const means = Float64Array.from(bins, binMean);
  return (theta) =>
    theta > 0 ? sumAbove(wholes, means, Math.exp(-theta)) : sumBelow(wholes, means, Math.exp(theta));
}

// Loops of their own over plain numbers: what they go through comes by the hundred, dozens of times a table.

function sumAbove(wholes: Float64Array, means: Float64Array, odds: number): number {
  let sum = 0;
  for (let at = 0; at < wholes.length; at += 1) {
    const m = means[at] as number;
    sum += (wholes[at] as number) / (m + (1 - m) * odds);
  }
  return sum;
}

function sumBelow(wholes: Float64Array, means: Float64Array, odds: number): number {
  let sum = 0;
  for (let at = 0; at < wholes.length; at += 1) {
    const m = means[at] as number;
    sum += ((wholes[at] as number) * odds) / (1 - m + m * odds);
  }
  return sum;
}

const LIMIT = 50;

/** The least and the greatest count of focal choices that any tilt could bring. */
function possibleCount(bins: readonly Bin[]): { low: number; high: number } {
  let [low, high] = [0, 0];
  for (const bin of bins) {
    const m = binMean(bin);
    for (const range of bin.arms?.map(rangeOf) ?? [{ low: m < 1 ? 0 : bin.n, high: m > 0 ? bin.n : 0 }]) {
      low += range.low;
      high += range.high;
    }
  }
  return { low, high };
}

/**
 * Maximum-likelihood tilt in log-odds: the root of X = A'(theta), by bisection (A' rises). Null when as few or as many
 * decisions as possible went to focal models: then no finite tilt fits best.
 */
export function estimateTilt(bins: readonly Bin[], x: number): number | null {
  const { low: least, high: most } = possibleCount(bins);
  if (x <= least || x >= most) return null;
  const expected = expectation(bins);
  let low = -1;
  let high = 1;
  while (low > -LIMIT && expected(low) > x) low = Math.max(-LIMIT, 2 * low);
  while (high < LIMIT && expected(high) < x) high = Math.min(LIMIT, 2 * high);
  if (expected(low) > x || expected(high) < x) return null;
  const near = closeTo(expected, x, { low, high });
  // Below and above what was asked near the root nothing needs to be asked again: the expectation rises.
  const isBelow = (theta: number): boolean => theta <= near.low || (theta < near.high && expected(theta) < x);
  while (high - low > 1e-13 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

type Bracket = { low: number; high: number };

const MOST_TRIES = 10;
const CLOSE = 1e-11;

/** A narrower bracket of the same root, by secants from both ends; the given one where they do not find it soon. */
function closeTo(expected: (theta: number) => number, x: number, bracket: Bracket): Bracket {
  let { low, high } = bracket;
  let [below, above] = [expected(low) - x, expected(high) - x];
  for (let tries = 0; tries < MOST_TRIES && high - low > CLOSE; tries += 1) {
    const guess = low - (below * (high - low)) / (above - below);
    // A little beyond the root on the side that is further away, so that both ends close in.
    const step = Math.max(CLOSE / 4, 2 * Math.min(guess - low, high - guess) ** 2);
    const at = guess - low < high - guess ? guess + step : guess - step;
    if (!(at > low && at < high)) break;
    const found = expected(at) - x;
    if (found < 0) [low, below] = [at, found];
    else [high, above] = [at, found];
  }
  return { low, high };
}
