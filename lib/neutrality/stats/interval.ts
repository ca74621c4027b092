import { type Hypothesis, logEvidence, partitionSteps } from "./evidence";
import type { Bin } from "./table";

const RANGE = 10;
const PRECISION = 1e-10;

export type Interval = { lower: number | null; upper: number | null };

/**
 * Where falling evidence crosses the threshold, over theta0 in [-10, 10]; null when it does not. `toward` is +1
 * for the lower bound (evidence falls as theta0 rises) and -1 for the upper one. By bisection, whose last places are
 * known from a root found faster, so that few of the others need to be asked.
 */
function crossing(log_e: (theta0: number) => number, threshold: number, toward: 1 | -1): number | null {
  const asked = new Map<number, number>();
  const beyond = (theta0: number): number => {
    const known = asked.get(theta0);
    if (known !== undefined) return known;
    const value = log_e(theta0) - threshold;
    asked.set(theta0, value);
    return value;
  };
  const bracket = bracketFrom(0, (theta0) => beyond(theta0) >= 0, toward);
  if (!bracket) return null;
  let { inside, outside } = bracket;
  const near = closeIn(beyond, bracket);
  const isInside = (theta0: number): boolean => {
    if (toward * (theta0 - near.inside) <= 0) return true;
    if (toward * (theta0 - near.outside) >= 0) return false;
    return beyond(theta0) >= 0;
  };
  while (Math.abs(outside - inside) > PRECISION) {
    const middle = (inside + outside) / 2;
    if (isInside(middle)) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}

type Bracket = { inside: number; outside: number };

const MOST_TRIES = 12;
const CLOSE = PRECISION / 10;

/** A narrower bracket of the same crossing, by false position (Illinois); as narrow as it gets in a dozen tries. */
function closeIn(beyond: (theta0: number) => number, bracket: Bracket): Bracket {
  let { inside, outside } = bracket;
  let [high, low] = [beyond(inside), beyond(outside)];
  let last = 0;
  for (let tries = 0; tries < MOST_TRIES && Math.abs(outside - inside) > CLOSE; tries += 1) {
    const guess = inside + ((outside - inside) * high) / (high - low);
    // A little to the far side of where the last one fell short: both ends are to close in.
    const at = guess + last * CLOSE * Math.sign(outside - inside);
    if (
      !(
        Math.abs(at - inside) < Math.abs(outside - inside) &&
        Math.abs(at - outside) < Math.abs(outside - inside)
      )
    )
      break;
    const value = beyond(at);
    if (value >= 0) {
      inside = at;
      high = value;
      if (last === 1) low /= 2;
      last = 1;
    } else {
      outside = at;
      low = value;
      if (last === -1) high /= 2;
      last = -1;
    }
  }
  return { inside, outside };
}

const NEAR = 0.5;

/** Two places that the crossing lies between, by steps that double; most crossings are near the middle. */
function bracketFrom(middle: number, isInside: (theta0: number) => boolean, toward: 1 | -1): Bracket | null {
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
