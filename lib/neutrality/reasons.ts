/** Guards that step a breach down to `watch`. */
export const GUARD_REASONS = [
  "fewer_than_three_partners",
  "full_model_disagrees",
  "within_partner_spread",
  "noise_undetermined",
  "deviations_not_surely_material",
] as const;
export type GuardReason = (typeof GUARD_REASONS)[number];

/** What decided a verdict, in the order of verdicts. */
export const DECIDING_REASONS = [
  "nothing_usable",
  "tilt_above_materiality",
  "material_tilt_ruled_out",
  "tilted_below_materiality",
  "deviations_below_share",
  "tilted",
  "ties_lean",
  "not_enough_evidence",
  "coverage",
  "unattributed",
] as const;

/** Why decisions that could have been tested were not. */
export const FAILURE_REASONS = [
  "separation",
  "not_identified",
  "too_few_partner_choices",
  "quality_not_ex_ante",
  "no_declared_rule",
  "rule_without_parameters",
  "rule_with_unknown_weight",
  "no_blind_arm",
  "smaller_strata",
  "no_reference",
  "baseline_not_computed",
] as const;

/** What a verdict rests on. */
export const ASSUMPTIONS = [
  "independence_of_irrelevant_alternatives",
  "estimated_baseline",
  "one_standard_for_all_tasks",
  "clusters",
  "quality_basis_unknown",
  "declared_rule",
  "noise_around_the_rule",
  "constant_noise",
  "judged_in_points",
  "deviations",
  "ties_shared",
  "exact_law",
  "randomised",
  "blind_copy_alike",
  "copy_without_version",
  "weakest_baseline",
  "reference",
  "investees",
  "no_investees",
  "candidates_from_policy",
  "cost_from_list_prices",
  "quality_from_register",
  "recorded_after_it_began",
] as const;

/** What stands beside a verdict and belongs in its headline. */
export const NOTES = ["scores_unverified", "scores_flattered", "eligibility_jump"] as const;

/** Every code that the engine gives as a reason: the only place. Some carry a detail after a colon. */
export const REASON_NAMES = [
  ...DECIDING_REASONS,
  ...GUARD_REASONS,
  ...FAILURE_REASONS,
  ...ASSUMPTIONS,
  ...NOTES,
] as const;
export type ReasonName = (typeof REASON_NAMES)[number];

/** A code, with its detail where it has one: `not_identified: latency_s`. */
export type Reason = ReasonName | `${ReasonName}: ${string}`;

const isName = (text: string): text is ReasonName => REASON_NAMES.some((name) => name === text);

/** A code in its two parts; a name of null is not one of ours. */
export function readReason(code: string): { name: ReasonName | null; detail: string | null } {
  const at = code.indexOf(": ");
  const name = at === -1 ? code : code.slice(0, at);
  return { name: isName(name) ? name : null, detail: at === -1 ? null : code.slice(at + 2) };
}

/** The codes where the condition holds, else none: for lists that are put together of such. */
export const when = <R extends Reason>(holds: boolean, ...codes: R[]): R[] => (holds ? codes : []);
