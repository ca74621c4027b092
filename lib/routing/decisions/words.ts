import { capitalise, formatPercent, numberWord } from "@/lib/kernel/format";
import type { DecisionView, ExclusionReason } from "./schema";

export const DECIDED_BY_WORDS: Record<DecisionView["decided_by"], string> = {
  router: "router",
  pinned: "pinned by the customer",
  fallback: "fallback",
  sticky: "sticky session",
  cache: "cache",
  internal: "internal",
};

/** Why the test does not count a decision: the first reason that applies. */
export const EXCLUSION_WORDS: Record<ExclusionReason, string> = {
  not_router: "no router decided",
  blind_arm: "owner-blind arm",
  no_candidates: "no eligible candidate known",
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

/** Whether the test counts the decision, with the first reason why not. */
export const testedWords = ({
  tested,
  excluded_because,
}: Pick<DecisionView, "tested" | "excluded_because">): string =>
  tested || excluded_because === null ? "yes" : `no, ${EXCLUSION_WORDS[excluded_because]}`;

const countWords = (n: number): string => (n === 1 ? "one candidate" : `${numberWord(n)} candidates`);

type Chosen = Pick<DecisionView, "decided_by" | "candidates" | "candidates_from" | "candidates_policy">;

/** "Chosen from four candidates, two of them our own." Says so where a policy declares them. */
export function candidatesFinding(decision: Chosen): string {
  const candidates = decision.candidates ?? [];
  if (candidates.length === 0)
    return decision.decided_by === "router"
      ? "No candidates were logged, and no policy declares any."
      : "No candidates were logged.";
  const own = candidates.filter(({ first_party }) => first_party).length;
  const ours =
    own === 0
      ? "none of them our own"
      : own === candidates.length
        ? candidates.length === 1
          ? "our own"
          : "all of them our own"
        : `${numberWord(own)} of them our own`;
  const declared = decision.candidates_from === "policy" ? " that the policy declares" : "";
  return `Chosen from ${countWords(candidates.length)}${declared}, ${ours}.`;
}

/** Where candidates come from that no log carries, and what their figures are; null where they were logged. */
export const candidatesNote = ({ candidates_from, candidates_policy }: Chosen): string | null =>
  candidates_from === "policy"
    ? `The log carries none. These are the models of policy ${candidates_policy ?? ""}, all taken as eligible. Quality is the register’s estimate of that day, cost the tokens of the request at that day’s list prices; latency is not known.`
    : null;

/** "4", or "4, by policy" where the log carries none. */
export const candidatesCount = ({ candidates, candidates_from }: Chosen): string =>
  `${candidates?.length ?? 0}${candidates_from === "policy" ? ", by policy" : ""}`;

/** "Simulated Forge chose nova-pro for code-completion." Who decided instead, where no router did. `model`: its shorter name. */
export function decisionTitle(decision: DecisionView, model = decision.chosen_model): string {
  const task = decision.task === null ? "" : ` for ${decision.task}`;
  if (decision.decided_by === "router") return `${decision.router} chose ${model}${task}`;
  if (decision.decided_by === "pinned") return `A customer pinned ${model}${task}`;
  const by = capitalise(DECIDED_BY_WORDS[decision.decided_by]);
  return `${by} gave ${model}${task}`;
}

/** What the test makes of the decision, in a sentence. */
export function testedSentence(decision: Pick<DecisionView, "tested" | "excluded_because" | "q">): string {
  if (decision.excluded_because) return `Not tested: ${EXCLUSION_WORDS[decision.excluded_because]}.`;
  if (decision.q === null) return "Its candidates allow a test.";
  return `Tested: a router that cannot see owners would choose one of our own in ${formatPercent(decision.q)} of such cases.`;
}
