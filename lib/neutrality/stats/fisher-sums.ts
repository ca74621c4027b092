import { type Arms, rangeOf } from "./arms";

const NEGLIGIBLE = 1e-18;

/**
 * ln of the sum over u of C(n_a, u) C(n_b, m - u) e^(theta u), but for factors that do not depend on theta, and the mean
 * of u under these weights. From about the mode outward by the ratios of neighbouring terms, until a term no longer
 * counts: some standard deviations, not the whole range.
 */
export function sumTerms(arms: Arms, theta: number): { log_sum: number; mean: number } {
  const { n_a, x_a, n_b, x_b } = arms;
  const m = x_a + x_b;
  const { low, high } = rangeOf(arms);
  const odds = Math.exp(theta);
  const middle = Math.min(high, Math.max(low, Math.round(likelyCount(arms, odds))));
  let sum = 1;
  let first = 0;
  let term = 1;
  for (let u = middle; u < high && term > NEGLIGIBLE * sum; u += 1) {
    term *= (odds * (n_a - u) * (m - u)) / ((u + 1) * (n_b - m + u + 1));
    sum += term;
    first += term * (u + 1 - middle);
  }
  term = 1;
  for (let u = middle; u > low && term > NEGLIGIBLE * sum; u -= 1) {
    term *= (u * (n_b - m + u)) / (odds * (n_a - u + 1) * (m - u + 1));
    sum += term;
    first -= term * (middle - u + 1);
  }
  const weight =
    logFactorial(middle) +
    logFactorial(n_a - middle) +
    logFactorial(m - middle) +
    logFactorial(n_b - m + middle);
  return { log_sum: theta * middle - weight + Math.log(sum), mean: middle + first / sum };
}

/** Where the odds ratio of the table is `odds`: the root of (n_a - u)(m - u) odds = u (n_b - m + u), near the mode. */
function likelyCount({ n_a, x_a, n_b, x_b }: Arms, odds: number): number {
  const m = x_a + x_b;
  const b = odds * (n_a + m) + n_b - m;
  const root = Math.sqrt(Math.max(0, b * b - 4 * (odds - 1) * odds * n_a * m));
  // Of the two ways to write the root the one without cancellation.
  return b >= 0 ? (2 * odds * n_a * m) / (b + root) : (b - root) / (2 * (odds - 1));
}

const SMALL = 32;
const LOG_FACTORIALS = [0];
for (let n = 1; n < SMALL; n += 1) LOG_FACTORIALS[n] = (LOG_FACTORIALS[n - 1] ?? 0) + Math.log(n);
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

/** ln n!, by Stirling's series beyond the small ones. */
export function logFactorial(n: number): number {
  if (n < SMALL) return LOG_FACTORIALS[n] ?? 0;
  const r = 1 / n;
  const series = r * (1 / 12 - r * r * (1 / 360 - r * r * (1 / 1260 - (r * r) / 1680)));
  return (n + 0.5) * Math.log(n) - n + HALF_LOG_TAU + series;
}
