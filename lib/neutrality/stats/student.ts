import { incompleteBeta } from "../rules/binomial";
import { upperQuantile } from "./normal";

/** From so many degrees on the series beside the normal quantile is right to 1e-6. */
const MANY = 1000;
const FARTHEST = 1e100;

/** Probability that Student's t lies above a positive value. */
const tailAbove = (t: number, degrees: number): number =>
  incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;

/** The first terms of Student's t beside the normal quantile z, in powers of one over the degrees (Fisher & Cornish 1960). */
function seriesOf(z: number, degrees: number): number {
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}

/** How far out Student's t with so many degrees of freedom leaves this probability, under a half, above. */
export function upperStudent(tail: number, degrees: number): number {
  if (degrees >= MANY) return seriesOf(upperQuantile(tail), degrees);
  let [low, high] = [0, 1];
  while (high < FARTHEST && tailAbove(high, degrees) > tail) [low, high] = [high, 2 * high];
  for (let step = 0; step < 100 && high - low > 1e-13 * high; step += 1) {
    const middle = (low + high) / 2;
    if (tailAbove(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
