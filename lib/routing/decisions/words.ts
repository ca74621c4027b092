import type { DecisionView, ExclusionReason } from "./schema";

export const DECIDED_BY_WORDS: Record<DecisionView["decided_by"], string> = {
  router: "router",
  pinned: "pinned by the customer",
  fallback: "fallback",
  sticky: "sticky session",
  cache: "cache",
  internal: "internal",
};

/** Why a decision is not tested, as the end of the sentence "Not tested: …". */
export const EXCLUSION_WORDS: Record<ExclusionReason, string> = {
  not_router: "no router decided",
  blind_arm: "owner-blind arm",
  no_candidates: "no eligible candidate logged",
  unattributed_candidate: "a candidate matches nothing",
  chosen_not_candidate: "the chosen model is no candidate",
  single_candidate: "only one candidate",
  missing_quality: "a candidate lacks a usable quality",
  missing_cost: "a candidate lacks its cost",
  missing_latency: "a candidate lacks its latency",
  zero_cost: "a candidate costs nothing",
  one_sided: "all candidates on one side",
  no_fit: "no fit covers it",
};

/** Whether the decision is in the test, in a word or with the first reason why not. */
export const testedWords = ({
  tested,
  excluded_because,
}: Pick<DecisionView, "tested" | "excluded_because">): string =>
  tested || excluded_because === null ? "yes" : EXCLUSION_WORDS[excluded_because];
