import {
  formatCost,
  formatCount,
  formatNumber,
  formatPercent,
  formatPoints,
  formatRange,
} from "@/lib/kernel/format";
import type { PolicyRule } from "@/lib/register";
import { PREFLIGHT_REASONS, type PreflightReason, type PreflightResult, type PreflightView } from "./schema";

export const PREFLIGHT_REASON_WORDS: Record<PreflightReason, string> = {
  not_router: "no router decided",
  blind_arm: "owner-blind arm",
  unattributed_choice: "the chosen model matches nothing",
  no_candidates: "no candidate known",
  unattributed_candidate: "a candidate matches nothing",
  quality_not_ex_ante: "quality was measured after the fact",
  missing_quality: "a candidate’s quality is known nowhere",
  missing_cost: "a candidate’s cost is known nowhere",
  missing_latency: "a candidate’s latency is known nowhere",
  zero_cost: "a candidate costs nothing",
};

const TIES: Record<NonNullable<PolicyRule["ties"]>, string> = {
  cheapest: "the cheapest",
  best_quality: "the best",
  fastest: "the fastest",
};

const WEIGHTS: Record<string, string> = { quality: "quality", log_cost: "ln cost", latency_s: "seconds" };

/** A declared rule in words, with its parameters: "the cheapest within 0.02 of the best quality". */
export function describeRule(rule: PolicyRule): string {
  const ties = rule.ties ? `; of equals ${TIES[rule.ties]}` : "";
  if (rule.kind === "max_quality") return `the best expected quality${ties}`;
  if (rule.kind === "cheapest_within")
    return `the cheapest within ${rule.band ?? "an unknown band"} of the best expected quality${ties}`;
  if (rule.kind === "min_cost_above")
    return `the cheapest at an expected quality of ${rule.floor ?? "an unknown floor"} or above${ties}`;
  const weights = Object.entries(rule.weights ?? {}).map(
    ([name, weight]) => `${formatNumber(weight, weight % 1 === 0 ? 0 : 2)} × ${WEIGHTS[name] ?? name}`,
  );
  return weights.length === 0
    ? `an unknown weighing${ties}`
    : `the largest sum of ${weights.join(", ")}${ties}`;
}

/** "Our own models would have taken 31.2 % of the decisions instead of 29.4 %." */
export function preflightFinding({ first_party }: PreflightResult): string {
  if (!first_party) return "No decision of the window could be replayed.";
  const { now_share, draft_share } = first_party;
  const [now, then] = [formatPercent(now_share), formatPercent(draft_share)];
  return now === then
    ? `Our own models would have taken the same ${now} of the decisions.`
    : `Our own models would have taken ${then} of the decisions instead of ${now}.`;
}

/** What was replayed, over which days, and how much would have stayed. */
export function describeReplay({ result, from, to }: Pick<PreflightView, "result" | "from" | "to">): string {
  const { decisions, replayed, unchanged } = result;
  const all = `Replayed: ${formatNumber(replayed)} of ${formatCount(decisions, "decision")}, ${formatRange(from, to)}.`;
  return replayed === 0
    ? all
    : `${all} ${formatPercent(unchanged / replayed)} would have gone to the same model.`;
}

/** Why decisions could not be replayed, the reason of most first; null where all were. */
export function describeLeftOut({ not_replayed }: PreflightResult): string | null {
  const left = PREFLIGHT_REASONS.filter((reason) => not_replayed[reason] > 0)
    .sort((a, b) => not_replayed[b] - not_replayed[a])
    .map((reason) => `${PREFLIGHT_REASON_WORDS[reason]} ${formatNumber(not_replayed[reason])}`);
  return left.length > 0 ? left.join(", ") : null;
}

/** "Customers would pay 27.9 % less." */
export function harmFinding({ harm: { cost_usd } }: PreflightResult): string {
  if (!cost_usd) return "What customers would pay is not known.";
  const part = formatPercent(Math.abs(cost_usd.change) / (cost_usd.now || 1));
  if (part === formatPercent(0)) return "Customers would pay the same.";
  return `Customers would pay ${part} ${cost_usd.change > 0 ? "more" : "less"}.`;
}

/** What customers would get: cost and quality, each over the decisions of which both sides are known. */
export function describeHarm({ harm: { cost_usd, quality } }: PreflightResult): string[] {
  const cost = cost_usd
    ? `Expected cost would be ${formatCost(cost_usd.draft)} USD a decision instead of ${formatCost(cost_usd.now)} (${formatCount(cost_usd.decisions, "decision")}).`
    : "Expected cost is not known: it is missing on one side of every decision.";
  const worth = quality
    ? `Expected quality would be ${formatNumber(quality.draft, 3)} instead of ${formatNumber(quality.now, 3)} (${formatCount(quality.decisions, "decision")}).`
    : "Expected quality is not known: it is missing on one side of every decision.";
  return [cost, worth];
}

/** "OpenAI would lose 1,812 decisions, Meta 20." */
export function describeHit({ partners_hit, replayed }: PreflightResult): string | null {
  const [first, ...others] = partners_hit;
  if (replayed === 0) return null;
  if (!first) return "No partner would lose decisions.";
  const said = [
    `${first.name} would lose ${formatCount(Math.round(first.lost), "decision")}`,
    ...others.map(({ name, lost }) => `${name} ${formatNumber(Math.round(lost))}`),
  ];
  return `${said.join(", ")}.`;
}

/** Change of our own share in points, for lists of runs; null where nothing was replayed. */
export const ownChange = ({ first_party }: PreflightResult): string | null =>
  first_party ? formatPoints(first_party.draft_share - first_party.now_share) : null;
