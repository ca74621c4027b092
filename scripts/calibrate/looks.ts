import { type Deflation, deflator, estimationVariance } from "../../lib/neutrality/stats/deflator";
import {
  type Hypothesis,
  logEvidence,
  logSumExp,
  partitionSteps,
  STEPS,
} from "../../lib/neutrality/stats/evidence";
import type { Track } from "../../lib/neutrality/stats/process";
import type { Start } from "../../lib/neutrality/stats/starts";
import type { Bin } from "../../lib/neutrality/stats/table";

/**
 * ln E at the look after the `upto`-th day (1-based): what `totalEvidence(termsAt(…))` gives, in one pass from the last
 * day back, since every start's sums are those of the next start and a few days more.
 */
export function evidenceAt(
  { days, hypothesis }: Track,
  starts: readonly Start[],
  deflation: Deflation,
  upto: number,
): number {
  const last_day = days[upto - 1]?.day;
  if (last_day === undefined) return -Infinity;
  const begun = starts.filter((start) => start.day <= last_day);
  const terms: number[] = [];
  const steps = STEPS.map(() => 0);
  const gradients = new Map<number, readonly number[]>();
  let [x, v, at] = [0, 0, upto - 1];
  for (const start of [...begun].reverse()) {
    for (let day = days[at]; day && day.day >= start.day; day = days[at]) {
      x += day.x;
      v += day.v;
      for (let d = 0; d < steps.length; d += 1) steps[d] = (steps[d] ?? 0) + (day.steps[d] ?? 0);
      for (const [fit, gradient] of day.gradients) {
        const sum = gradients.get(fit);
        gradients.set(fit, sum ? gradient.map((value, p) => value + (sum[p] ?? 0)) : gradient);
      }
      at -= 1;
    }
    const eta = deflator(v, deflation.phi, estimationVariance(gradients, deflation.covariances));
    terms.push(Math.log(start.weight) + logEvidence(x, steps, eta, hypothesis.sign));
  }
  return logSumExp(terms);
}

/** Whether the interval of level 1 - alpha leaves out `tilt`. */
export const leavesOut = (
  bins: readonly Bin[],
  x: number,
  eta: number,
  alpha: number,
  tilt: number,
): boolean =>
  ([1, -1] as const).some(
    (sign) => logEvidenceOf(bins, x, eta, { theta0: tilt, sign }) >= Math.log(2 / alpha),
  );

/** Whether the upper bound of the interval lies below `theta0`: that much tilt is ruled out. */
export const ruledOut = (
  bins: readonly Bin[],
  x: number,
  eta: number,
  alpha: number,
  theta0: number,
): boolean => logEvidenceOf(bins, x, eta, { theta0, sign: -1 }) >= Math.log(2 / alpha);

const logEvidenceOf = (bins: readonly Bin[], x: number, eta: number, hypothesis: Hypothesis): number =>
  logEvidence(x, partitionSteps(bins, hypothesis), eta, hypothesis.sign);
