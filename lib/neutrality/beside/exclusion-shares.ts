import { EXCLUSION_REASONS, type ExclusionReason } from "@/lib/routing";
import type { ExclusionShare } from "./schema";

/** Decisions alike in what keeps them out, with how many chosen models are of a known owner, and of the focus. */
export type ChosenSums = {
  reason: ExclusionReason | "usable";
  decisions: number;
  known: number;
  focal: number;
};

/** Focal share of the chosen models inside each exclusion, in the contract's order, the tested decisions first. */
export const composeExclusionShares = (sums: readonly ChosenSums[]): ExclusionShare[] =>
  (["usable", ...EXCLUSION_REASONS] as const).map((reason) => {
    const of = (part: (sum: ChosenSums) => number) =>
      sums.reduce((total, sum) => total + (sum.reason === reason ? part(sum) : 0), 0);
    const [known, focal] = [of((sum) => sum.known), of((sum) => sum.focal)];
    return {
      reason,
      decisions: of(({ decisions }) => decisions),
      known,
      focal,
      share: known > 0 ? focal / known : null,
    };
  });
