import {
  formatCost,
  formatCount,
  formatNumber,
  formatPercent,
  formatPoints,
  formatRange,
} from "@/lib/kernel/format";
import type { PolicyRule } from "@/lib/register";
import {
  type InForceMissing,
  PREFLIGHT_REASONS,
  type PreflightReason,
  type PreflightResult,
  type PreflightView,
} from "./schema";

/** What is said of decisions that were left out, after their number. */
export const PREFLIGHT_REASON_WORDS: Record<PreflightReason, string> = {
  not_router: "that no router decided",
  blind_arm: "of the owner-blind arm",
  unattributed_choice: "whose chosen model matches nothing",
  no_candidates: "without a known candidate",
  unattributed_candidate: "with a candidate that matches nothing",
  quality_not_ex_ante: "with quality measured after the fact",
  missing_quality: "with a candidate whose quality is known nowhere",
  missing_cost: "with a candidate whose cost is known nowhere",
  missing_latency: "with a candidate whose latency is known nowhere",
  zero_cost: "with a candidate that costs nothing",
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

/** Whether the run replayed the very policy that it is compared with. */
export const isInForce = ({
  result,
  content_hash,
}: Pick<PreflightView, "result" | "content_hash">): boolean => result.in_force?.content_hash === content_hash;

const IN_FORCE = " under the policy in force";

/** "Our own models would have taken 31.2 % of the decisions instead of 29.4 % under the policy in force." */
export function preflightFinding({ first_party, compared_with }: PreflightResult): string {
  if (!first_party) return "No decision of the window could be replayed.";
  const { now_share, in_force_share, draft_share } = first_party;
  const [before, then] = [formatPercent(in_force_share ?? now_share), formatPercent(draft_share)];
  const [as, instead] = compared_with === "in_force" ? [` as${IN_FORCE}`, IN_FORCE] : ["", ""];
  return before === then
    ? `Our own models would have taken the same ${before} of the decisions${as}.`
    : `Our own models would have taken ${then} of the decisions instead of ${before}${instead}.`;
}

/** The same as a title, of a run whose policy may be the one in force, or say the same. */
export function preflightTitle(run: Pick<PreflightView, "result" | "content_hash" | "policy">): string {
  const { in_force, first_party } = run.result;
  if (!in_force || !first_party || !isInForce(run)) return preflightFinding(run.result);
  return run.policy === in_force.policy
    ? "This is the policy in force, and it changes nothing."
    : `It says the same as ${in_force.policy}, the policy in force, and changes nothing.`;
}

/** What was replayed, over which days, and how much would have stayed. */
export function describeReplay(run: Pick<PreflightView, "result" | "from" | "to" | "content_hash">): string {
  const { result, from, to } = run;
  const { decisions, replayed, unchanged } = result;
  const in_force = isInForce(run) ? null : result.in_force;
  const under = in_force ? `, under this policy and under ${in_force.policy}, which is in force` : "";
  const all = `Replayed: ${formatNumber(replayed)} of ${formatCount(decisions, "decision")}, ${formatRange(from, to)}${under}.`;
  return replayed === 0 || isInForce(run)
    ? all
    : `${all} ${formatPercent(unchanged / replayed)} would have gone to the same model${in_force ? " under both" : ""}.`;
}

const MISSING_WORDS: Record<InForceMissing, (policy: string) => string> = {
  not_kept: () => "This run was made before the policy in force was replayed beside it.",
  no_policy: (policy) => `The policy in force was not replayed: the register has no ${policy}.`,
  no_declared_rule: (policy) => `The policy in force was not replayed: ${policy} declares no rule.`,
  rule_without_parameters: (policy) =>
    `The policy in force was not replayed: the rule of ${policy} leaves a parameter open.`,
  rule_with_unknown_weight: (policy) =>
    `The policy in force was not replayed: the rule of ${policy} weighs a figure that is not known.`,
  unknown_model: (policy) =>
    `The policy in force was not replayed: ${policy} names a model that the catalogue does not know.`,
  nothing_replayed: (policy) =>
    `The policy in force was not replayed: decisions lack what the rule of ${policy} needs.`,
};

/** What the comparison is with: the policy in force beside what happened, or what happened alone, and why. */
export function describeCompared({ result }: Pick<PreflightView, "result">): string[] {
  const { in_force, in_force_missing, first_party, replayed } = result;
  if (!first_party) return [];
  if (in_force)
    return [
      `In fact our own models took ${formatPercent(first_party.now_share)}. The policy in force, replayed, sends ${formatPercent(in_force.reproduced / replayed)} of the decisions to the model that was chosen; the others went elsewhere by the router’s noise, or by something beyond its rule.`,
      "Neither replay has noise. What the draft changes once the router adds its own may be smaller or larger.",
    ];
  const why = in_force_missing
    ? MISSING_WORDS[in_force_missing.reason](in_force_missing.policy ?? "policy of this router in force")
    : "";
  return [
    `${why} The comparison is with what happened, noise included: a part of each difference is that noise, and no effect of this policy.`,
  ];
}

/** Why decisions could not be replayed, the reason of most first; null where all were. */
export function describeLeftOut({ not_replayed, not_compared }: PreflightResult): string | null {
  const list = (reasons: PreflightResult["not_replayed"]) =>
    PREFLIGHT_REASONS.filter((reason) => reasons[reason] > 0)
      .sort((a, b) => reasons[b] - reasons[a])
      .map((reason) => `${formatNumber(reasons[reason])} ${PREFLIGHT_REASON_WORDS[reason]}`)
      .join(", ");
  const [left, uncompared] = [list(not_replayed), list(not_compared)];
  const parts = [left, ...(uncompared ? [`under the policy in force: ${uncompared}`] : [])];
  return parts.filter((part) => part !== "").join("; ") || null;
}

/** "Customers would pay 27.9 % less." */
export function harmFinding({ harm: { cost_usd } }: PreflightResult): string {
  if (!cost_usd) return "What customers would pay is not known.";
  const part = formatPercent(Math.abs(cost_usd.change) / ((cost_usd.in_force ?? cost_usd.now) || 1));
  if (part === formatPercent(0)) return "Customers would pay the same.";
  return `Customers would pay ${part} ${cost_usd.change > 0 ? "more" : "less"}.`;
}

type Means = NonNullable<PreflightResult["harm"]["cost_usd"]>;

/** What customers would get: cost and quality, each over the decisions of which all sides are known. */
export function describeHarm({ harm: { cost_usd, quality } }: PreflightResult): string[] {
  const instead = ({ now, in_force, decisions }: Means, format: (value: number) => string): string => {
    const n = formatCount(decisions, "decision");
    return in_force === null
      ? `instead of ${format(now)} (${n}).`
      : `instead of ${format(in_force)}${IN_FORCE}; it was ${format(now)} (${n}).`;
  };
  const exact = (value: number) => formatNumber(value, 3);
  const cost = cost_usd
    ? `Expected cost would be ${formatCost(cost_usd.draft)} USD a decision ${instead(cost_usd, formatCost)}`
    : "Expected cost is not known: it is missing on one side of every decision.";
  const worth = quality
    ? `Expected quality would be ${exact(quality.draft)} ${instead(quality, exact)}`
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
  first_party
    ? formatPoints(first_party.draft_share - (first_party.in_force_share ?? first_party.now_share))
    : null;
