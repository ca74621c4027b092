import type { ResultVerdict } from "../../results/schema";
import { levelOf } from "../../runs/look";
import { type Difference, halfOf, type Spread } from "./difference";

/** How a difference is held against its limit. `sign`: 1 where more favours the focus, and that is asked about. */
export type Question = {
  alpha: number;
  look: number;
  tolerance: number;
  sign: 1 | -1;
  /** What has to be there: each side by itself, or both together where a side may well be empty. */
  counted?: "sides" | "both";
};

export type JudgedDifference = {
  verdict: ResultVerdict;
  because: string[];
  lower: number | null;
  upper: number | null;
  /** The clusters that the interval goes by. */
  by: Spread["by"];
};

/** Fewer units than this say nothing, neither for nor against: where all are alike they leave no error at all. */
export const MIN_UNITS = 100;

export const areFew = ({ n1, n0 }: Difference["sides"], counted: Question["counted"] = "sides"): boolean =>
  (counted === "both" ? n1 + n0 : Math.min(n1, n0)) < MIN_UNITS;

/**
 * The look's level is alpha / (k (k + 1)). `breach`: the bound nearer to zero lies beyond the tolerance; `kept`: the
 * farther one within; `watch`: the nearer one beyond zero. What speaks against the focus is never more than kept.
 */
export function judgeDifference(
  found: Difference,
  { alpha, look, tolerance, sign, counted }: Question,
): JudgedDifference {
  const { difference, sides, clusters } = found;
  const none = { lower: null, upper: null, by: clusters.by };
  if (sides.n1 + sides.n0 === 0) return { verdict: "no_data", because: ["nothing_to_compare"], ...none };
  if (difference === null) return { verdict: "inconclusive", because: ["one_side_alone"], ...none };
  const half = halfOf(found, levelOf(alpha, look));
  const few = areFew(sides, counted);
  if (half === null)
    return { verdict: "inconclusive", because: [few ? "too_few" : "not_enough_evidence"], ...none };
  const [lower, upper] = [difference - half.width, difference + half.width];
  const said = (verdict: ResultVerdict, reason: string) => {
    return { verdict, because: [reason], lower, upper, by: half.by };
  };
  if (few) return said("inconclusive", "too_few");
  const [near, far] = sign === 1 ? [lower, upper] : [-upper, -lower];
  if (near > tolerance) return said("breach", "beyond_tolerance");
  if (far <= tolerance) return said("kept", near > 0 ? "within_tolerance_not_zero" : "within_tolerance");
  return near > 0 ? said("watch", "more_than_none") : said("inconclusive", "not_enough_evidence");
}
