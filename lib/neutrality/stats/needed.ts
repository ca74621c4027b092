import { logEvidence, partitionSteps, STEPS } from "./evidence";
import type { Bin } from "./table";

/** Which way a tilt is asked about: 1, is the focus favoured; -1, is it treated worse. */
export type Sign = 1 | -1;

type Question = {
  bins: readonly Bin[];
  /** Focal choices among them, and the ML tilt: null where no finite one fits best. */
  x: number;
  tilt: number | null;
  eta: number;
  alpha: number;
  /** ln of the materiality, at least 0. */
  theta_m: number;
  sign: Sign;
};

/** Evidence of a decision below which there is none: sums of many terms leave about so much. */
const ROUNDING = 1e-13;

/**
 * About how many further decisions would settle the question if they went on like these: towards a breach when the
 * tilt found is beyond the materiality, else towards `kept` (then at a tilt not below 0). From the single start at
 * day 0, as the interval is. 0 when it is there already; null when such decisions would bring no evidence.
 */
export function decisionsNeeded({ bins, x, tilt, eta, alpha, theta_m, sign }: Question): number | null {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  const q = bins.reduce((sum, bin) => sum + bin.sum_q, 0);
  if (n === 0) return null;
  const breaching = sign * (tilt ?? Math.sign(x - q) * Infinity) > theta_m;
  const direction: Sign = breaching ? sign : sign === 1 ? -1 : 1;
  const steps = partitionSteps(bins, { theta0: sign * theta_m, sign: direction });
  // A'(theta-hat) is X and A'(0) is Q: the tilt that goes on, at least neutral on the way to `kept`.
  const expected = breaching ? x : sign === 1 ? Math.min(x, q) : Math.max(x, q);
  const rate = Math.max(...STEPS.map((step, d) => eta * (direction * step * expected - (steps[d] ?? 0))));
  if (!(rate > ROUNDING * n)) return null;
  const missing = Math.log((breaching ? 1 : 2) / alpha) - logEvidence(x, steps, eta, direction);
  return Math.max(0, (n * missing) / rate);
}
