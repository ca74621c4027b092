import { boundsOf } from "@/lib/neutrality/server";
import type { ResultVerdict } from "../../results/schema";
import { levelOf } from "../../runs/look";
import type { Difference } from "./difference";

/** How a difference is held against its limit. `sign`: 1 where more favours the focus, and that is asked about. */
export type Question = { alpha: number; look: number; tolerance: number; sign: 1 | -1 };

export type JudgedDifference = {
  verdict: ResultVerdict;
  because: string[];
  lower: number | null;
  upper: number | null;
};

/**
 * The look's level is alpha / (k (k + 1)). `breach`: the bound nearer to zero lies beyond the tolerance; `kept`: the
 * farther one within; `watch`: the nearer one beyond zero. What speaks against the focus is never more than kept.
 */
export function judgeDifference(
  { difference, error, sides }: Difference,
  { alpha, look, tolerance, sign }: Question,
): JudgedDifference {
  const none = { lower: null, upper: null };
  if (sides.n1 + sides.n0 === 0) return { verdict: "no_data", because: ["nothing_to_compare"], ...none };
  if (difference === null) return { verdict: "inconclusive", because: ["one_side_alone"], ...none };
  const { lower, upper } = boundsOf(difference, error, levelOf(alpha, look));
  if (lower === null || upper === null)
    return { verdict: "inconclusive", because: ["not_enough_evidence"], ...none };
  const [near, far] = sign === 1 ? [lower, upper] : [-upper, -lower];
  const said = (verdict: ResultVerdict, reason: string) => ({ verdict, because: [reason], lower, upper });
  if (near > tolerance) return said("breach", "beyond_tolerance");
  if (far <= tolerance) return said("kept", near > 0 ? "within_tolerance_not_zero" : "within_tolerance");
  return near > 0 ? said("watch", "more_than_none") : said("inconclusive", "not_enough_evidence");
}
