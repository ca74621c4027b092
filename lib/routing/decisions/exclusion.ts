import type { CandidateView, DecisionView, ExclusionReason } from "./schema";

export const COVARIATES = ["quality", "log_cost", "latency_s"] as const;
export type Covariate = (typeof COVARIATES)[number];

type Judged = Pick<DecisionView, "decided_by" | "arm" | "candidates" | "owner">;

/** How a chosen model and a candidate meet: by catalogue model, else by normalised name. */
export type SameModel = (a: string, b: string) => boolean;

const MISSING: Record<Covariate, [ExclusionReason, (candidate: CandidateView) => boolean]> = {
  quality: ["missing_quality", ({ quality }) => quality === null],
  log_cost: ["missing_cost", ({ cost_usd }) => cost_usd === null],
  latency_s: ["missing_latency", ({ latency_ms }) => latency_ms === null],
};

/**
 * The first reason, in the order of the contract, why a decision is not tested by `partner_revealed`; null when it
 * is. Whether a fit covers it (`no_fit`) is for the engine to say.
 */
export function exclusionOf(
  decision: Judged & { chosen_model: string },
  covariates: readonly Covariate[],
  same: SameModel,
): ExclusionReason | null {
  if (decision.decided_by !== "router") return "not_router";
  if (decision.arm === "owner_blind") return "blind_arm";
  const eligible = (decision.candidates ?? []).filter(({ eligible }) => eligible !== false);
  if (eligible.length === 0) return "no_candidates";
  const distinct = distinctModels(eligible, same);
  if (distinct.some(({ owner }) => owner === null)) return "unattributed_candidate";
  if (!distinct.some(({ model }) => same(model, decision.chosen_model))) return "chosen_not_candidate";
  if (distinct.length < 2) return "single_candidate";
  for (const name of ["quality", "log_cost", "latency_s"] as const) {
    const [reason, missing] = MISSING[name];
    if (covariates.includes(name) && distinct.some(missing)) return reason;
  }
  if (covariates.includes("log_cost") && distinct.some(({ cost_usd }) => cost_usd === 0)) return "zero_cost";
  const own = distinct.filter(({ first_party }) => first_party).length;
  return own === 0 || own === distinct.length ? "one_sided" : null;
}

/** The same model twice is one, the cheaper. */
function distinctModels(candidates: readonly CandidateView[], same: SameModel): CandidateView[] {
  const kept: CandidateView[] = [];
  for (const candidate of candidates) {
    const at = kept.findIndex(({ model }) => same(model, candidate.model));
    const other = kept[at];
    if (!other) kept.push(candidate);
    else if ((candidate.cost_usd ?? Infinity) < (other.cost_usd ?? Infinity)) kept[at] = candidate;
  }
  return kept;
}
