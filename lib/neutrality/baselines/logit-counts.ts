import { EXCLUSION_REASONS, type ExclusionReason } from "@/lib/routing";
import type { Counts } from "../measured";
import type { Reason } from "../reasons";
import type { Covariate } from "../schema";
import { LACKS } from "../store/prepare-sql";
import { exclusionOf, type PreparedExclusion, type Tally } from "../store/tally";

/** No decision under any reason yet. */
export const noExclusions = (): Record<ExclusionReason, number> =>
  Object.fromEntries(EXCLUSION_REASONS.map((name) => [name, 0])) as Record<ExclusionReason, number>;

/** A fit that stands, of whatever kind, or why it does not. */
export type FitState = { fit: unknown } | { reason: Reason };

type Fits = ReadonlyMap<number, FitState>;

/** Counts of decisions by tallies of the prepared table; `names` counts those that are not in it. */
export function countTallies(
  tallies: readonly Tally[],
  covariates: readonly Covariate[],
  fits: Fits,
  names: { not_router: number; blind_arm: number },
): Counts {
  const excluded = { ...noExclusions(), not_router: names.not_router, blind_arm: names.blind_arm };
  const candidates = { logged: 0, policy: 0 };
  // Those of one side are not tested, and the fits learn from them.
  let declared = 0;
  let routed = 0;
  for (const tally of tallies) {
    const reason: PreparedExclusion | "no_fit" | null =
      exclusionOf(tally, covariates) ?? (stands(fits.get(tally.fit)) ? null : "no_fit");
    routed += tally.decisions;
    if (tally.pooled === 1 && (reason === null || reason === "one_sided")) declared += tally.decisions;
    if (reason === null) candidates[tally.pooled === 1 ? "policy" : "logged"] += tally.decisions;
    else excluded[reason] += tally.decisions;
  }
  return {
    decisions: routed + names.not_router + names.blind_arm,
    routed,
    usable: candidates.logged + candidates.policy,
    excluded,
    candidates,
    declared,
  };
}

const stands = (outcome: FitState | undefined): boolean => outcome !== undefined && "fit" in outcome;

/** Why decisions that could have been compared are not in the test, the reason of most decisions first. */
export function failuresOf(
  tallies: readonly Tally[],
  covariates: readonly Covariate[],
  fits: Fits,
): Reason[] {
  const lost = new Map<Reason, number>();
  const lose = (reason: Reason, decisions: number) => lost.set(reason, (lost.get(reason) ?? 0) + decisions);
  for (const tally of tallies) {
    if (tally.structure !== 0) continue;
    if (covariates.includes("quality") && tally.lacks & LACKS.refused)
      lose("quality_not_ex_ante", tally.decisions);
    if (exclusionOf(tally, covariates) !== null) continue;
    const outcome = fits.get(tally.fit);
    if (!outcome) lose("too_few_partner_choices", tally.decisions);
    else if ("reason" in outcome) lose(outcome.reason, tally.decisions);
  }
  return [...lost].sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
}

/** Fits in which focal models were chosen always, or never, where both sides stood: no finite dummy fits best. */
export function oneWayFits(tallies: readonly Tally[], covariates: readonly Covariate[]): Set<number> {
  const sums = new Map<number, { decisions: number; won: number }>();
  for (const tally of tallies) {
    if (exclusionOf(tally, covariates) !== null) continue;
    const sum = sums.get(tally.fit) ?? { decisions: 0, won: 0 };
    sums.set(tally.fit, { decisions: sum.decisions + tally.decisions, won: sum.won + tally.won });
  }
  return new Set(
    [...sums].filter(([, { decisions, won }]) => won === 0 || won === decisions).map(([fit]) => fit),
  );
}
