import { overdispersion } from "../../lib/neutrality/stats/deflator";
import type { Bin } from "../../lib/neutrality/stats/table";

/** Of each cluster the sum of x - q and the sum of q (1 - q). */
export type ClusterSums = { residuals: ArrayLike<number>; variances: ArrayLike<number> };

/**
 * What phi would be if it were taken about the tilt that all clusters share, instead of about q: a variant that the product
 * does not use, measured for what it would bring and cost. A cluster's residual is taken less its part of X - Q (by its
 * part of V), and divided by what the rest leaves of it (the leave-one-out estimate, which errs on the large side where few
 * clusters carry the traffic: MacKinnon & White 1985); V is that of the tilted choices. One cluster alone tells
 * nothing: then no evidence is left.
 */
export function centredPhi({ residuals, variances }: ClusterSums, bins: readonly Bin[], x: number): number {
  let [r, v] = [0, 0];
  for (let at = 0; at < residuals.length; at += 1) {
    r += residuals[at] ?? 0;
    v += variances[at] ?? 0;
  }
  if (v === 0) return 1;
  let squares = 0;
  for (let at = 0; at < residuals.length; at += 1) {
    const share = (variances[at] ?? 0) / v;
    if (share >= 1) return Infinity;
    squares += (((residuals[at] ?? 0) - share * r) / (1 - share)) ** 2;
  }
  return overdispersion(squares, tiltedVariance(bins, x));
}

const STEPS = 8;
const FARTHEST = 5;

/** A''(theta) at the tilt of maximum likelihood, by Newton's steps: to the digits that a variance needs. */
function tiltedVariance(bins: readonly Bin[], x: number): number {
  let [theta, variance] = [0, 0];
  for (let step = 0; step < STEPS; step += 1) {
    const odds = Math.exp(theta);
    let expected = 0;
    variance = 0;
    for (const { n, sum_q } of bins) {
      const p = (odds * sum_q) / (n - sum_q + odds * sum_q);
      expected += n * p;
      variance += n * p * (1 - p);
    }
    const shift = (x - expected) / variance;
    if (!(Math.abs(shift) > 1e-9)) break;
    theta = Math.min(FARTHEST, Math.max(-FARTHEST, theta + shift));
  }
  return variance;
}
