import { type Hypothesis, logEvidence, partitionSteps } from "./evidence";
import type { Bin } from "./table";

const RANGE = 10;
const PRECISION = 1e-10;

export type Interval = { lower: number | null; upper: number | null };

/**
 * Where falling evidence crosses the threshold, over theta0 in [-10, 10]; null when it does not. `toward` is +1
 * for the lower bound (evidence falls as theta0 rises) and -1 for the upper one.
 */
function crossing(log_e: (theta0: number) => number, threshold: number, toward: 1 | -1): number | null {
  const bracket = bracketFrom(0, (theta0) => log_e(theta0) >= threshold, toward);
  if (!bracket) return null;
  let { inside, outside } = bracket;
  while (Math.abs(outside - inside) > PRECISION) {
    const middle = (inside + outside) / 2;
    if (log_e(middle) >= threshold) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}

const NEAR = 0.5;

/** Two places that the crossing lies between, by steps that double; most crossings are near the middle. */
function bracketFrom(
  middle: number,
  isInside: (theta0: number) => boolean,
  toward: 1 | -1,
): { inside: number; outside: number } | null {
  const starts_inside = isInside(middle);
  const away = starts_inside ? toward : -toward;
  let last = middle;
  for (let step = NEAR; Math.abs(last) < RANGE; step *= 2) {
    const next = away * Math.min(RANGE, step);
    if (isInside(next) !== starts_inside)
      return starts_inside ? { inside: last, outside: next } : { inside: next, outside: last };
    last = next;
  }
  return null;
}

/**
 * Interval of the tilt (log-odds) of level 1 - alpha, valid whenever it is looked at: the theta0 that neither the
 * evidence for more nor the mirrored evidence for less refutes at 2/alpha. A bound that is not reached is null.
 */
export function tiltInterval(bins: readonly Bin[], x: number, eta: number, alpha: number): Interval {
  const threshold = Math.log(2 / alpha);
  const log_e = (hypothesis: Hypothesis) =>
    logEvidence(x, partitionSteps(bins, hypothesis), eta, hypothesis.sign);
  return {
    lower: crossing((theta0) => log_e({ theta0, sign: 1 }), threshold, 1),
    upper: crossing((theta0) => log_e({ theta0, sign: -1 }), threshold, -1),
  };
}
