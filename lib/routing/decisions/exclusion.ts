import type { CandidateView, DecisionView, ExclusionReason } from "./schema";

export const COVARIATES = ["quality", "log_cost", "latency_s"] as const;
export type Covariate = (typeof COVARIATES)[number];

type Judged = Pick<
  DecisionView,
  "source" | "decided_by" | "arm" | "candidates" | "candidates_from" | "chosen_model"
>;

/** How a chosen model and a candidate meet: by catalogue model, else by normalised name. */
export type SameModel = (a: string, b: string) => boolean;

/** What a window's test goes by: the covariates in use, and what it would have expected of a decision. */
export type DecisionJudge = {
  covariates: readonly Covariate[];
  /** Keys of traffic sources whose quality was measured after the fact: not admissible. */
  refused: ReadonlySet<string>;
  /** Probability that a neutral router chooses one of our own among these; null where no fit covers the decision. */
  expected: (
    decision: Pick<DecisionView, "router" | "policy_version">,
    candidates: readonly CandidateView[],
  ) => number | null;
};

export type Judgement = { tested: boolean; excluded_because: ExclusionReason | null; q: number | null };

const MISSING: Record<Covariate, [ExclusionReason, (candidate: CandidateView) => boolean]> = {
  quality: ["missing_quality", ({ quality }) => quality === null],
  log_cost: ["missing_cost", ({ cost_usd }) => cost_usd === null],
  latency_s: ["missing_latency", ({ latency_ms }) => latency_ms === null],
};

/** Eligible candidates; the same model twice is one, the cheaper. An unknown cost counts as the dearest. */
export function comparableCandidates(candidates: readonly CandidateView[], same: SameModel): CandidateView[] {
  const kept: CandidateView[] = [];
  for (const candidate of candidates.filter(({ eligible }) => eligible !== false)) {
    const at = kept.findIndex(({ model }) => same(model, candidate.model));
    const other = kept[at];
    if (!other) kept.push(candidate);
    else if ((candidate.cost_usd ?? Infinity) < (other.cost_usd ?? Infinity)) kept[at] = candidate;
  }
  return kept;
}

/**
 * The first reason, in the order of the contract, why a decision is not tested by `partner_revealed`; null when its
 * candidates allow it. Whether a fit covers it (`no_fit`) is for the judge to say.
 */
export function exclusionOf(
  decision: Judged,
  judge: Pick<DecisionJudge, "covariates" | "refused">,
  same: SameModel,
): ExclusionReason | null {
  if (decision.decided_by !== "router") return "not_router";
  if (decision.arm === "owner_blind") return "blind_arm";
  const distinct = comparableCandidates(decision.candidates ?? [], same);
  if (distinct.length === 0) return "no_candidates";
  if (distinct.some(({ owner }) => owner === null)) return "unattributed_candidate";
  if (!distinct.some(({ model }) => same(model, decision.chosen_model))) return "chosen_not_candidate";
  if (distinct.length < 2) return "single_candidate";
  const { covariates, refused } = judge;
  // A source's quality is the one that it logs: an estimate of the register is not refused with it.
  const measured = decision.candidates_from === "logged" && refused.has(decision.source);
  if (covariates.includes("quality") && measured) return "missing_quality";
  for (const name of COVARIATES) {
    const [reason, missing] = MISSING[name];
    if (covariates.includes(name) && distinct.some(missing)) return reason;
  }
  if (covariates.includes("log_cost") && distinct.some(({ cost_usd }) => cost_usd === 0)) return "zero_cost";
  const own = distinct.filter(({ first_party }) => first_party).length;
  return own === 0 || own === distinct.length ? "one_sided" : null;
}

/** Whether and how a decision enters the test of its window. Without a judge, as if every covariate were in use. */
export function judgeDecision(
  decision: Judged & Pick<DecisionView, "router" | "policy_version">,
  judge: DecisionJudge | null,
  same: SameModel,
): Judgement {
  const excluded_because = exclusionOf(
    decision,
    judge ?? { covariates: COVARIATES, refused: new Set() },
    same,
  );
  if (excluded_because !== null) return { tested: false, excluded_because, q: null };
  if (!judge) return { tested: true, excluded_because: null, q: null };
  const q = judge.expected(decision, comparableCandidates(decision.candidates ?? [], same));
  return q === null
    ? { tested: false, excluded_because: "no_fit", q }
    : { tested: true, excluded_because: null, q };
}
