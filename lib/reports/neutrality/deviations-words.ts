import {
  capitalise,
  formatCost,
  formatCount,
  formatDate,
  formatList,
  formatNumber,
  formatPercent,
} from "@/lib/kernel/format";
import type { DeviationsAnswer, DeviationView } from "@/lib/neutrality";
import { explainRule } from "@/lib/register";

/** "1,893 simulated decisions went to our own models against the declared rule". */
export function deviationsTitle(
  { total, decisions }: Pick<DeviationsAnswer, "total" | "decisions">,
  subject: string,
  generated: boolean,
): string {
  if (decisions === 0) return "No decision here can be held to a declared rule";
  const noun = generated ? "simulated decision" : "decision";
  if (total === 0) return `No ${noun} went to ${subject} against the declared rule`;
  return `${capitalise(formatCount(total, noun))} went to ${subject} against the declared rule`;
}

/** Of how many, and why not each of them is a finding. */
export function deviationsLead({ total, decisions }: Pick<DeviationsAnswer, "total" | "decisions">): string {
  if (decisions === 0) return "A policy must be in force that declares a rule with all its parameters.";
  const of = `${formatPercent(total / decisions)} of the ${formatCount(decisions, "decision")} that a declared rule can be applied to.`;
  return `${of} A router with noise departs from its rule in every direction; the verdict counts what goes beyond that.`;
}

const signed = (value: number, more: string, less: string, figure: (size: number) => string): string =>
  value === 0 ? "" : `${figure(Math.abs(value))} ${value > 0 ? more : less}`;

/** "USD 0.00518 dearer, quality 0.029 higher": of the choice against what the rule names; null where neither is known. */
export function deviationCost({
  extra_cost_usd,
  extra_quality,
}: Pick<DeviationView, "extra_cost_usd" | "extra_quality">): string | null {
  if (extra_cost_usd === null && extra_quality === null) return null;
  const parts = [
    signed(extra_cost_usd ?? 0, "dearer", "cheaper", (size) => `USD ${formatCost(size)}`),
    signed(extra_quality ?? 0, "higher", "lower", (size) => `quality ${formatNumber(size, 3)}`),
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(", ") : "the same cost and quality";
}

/** What the rule names; several where it calls them equal. */
export const namedByRule = ({ candidates }: Pick<DeviationView, "candidates">): string[] =>
  candidates.filter(({ neutral }) => neutral).map(({ model }) => model);

/** The chosen model as the catalogue calls it; as the gateway logged it where it is no candidate. */
export const chosenName = ({ candidates, chosen_model }: DeviationView): string =>
  candidates.find(({ chosen }) => chosen)?.model ?? chosen_model;

/** One deviation in sentences: what was declared, what that names, what was chosen and what that cost. */
export function describeDeviation(item: DeviationView): string[] {
  const named = namedByRule(item);
  const cost = deviationCost(item);
  const policy = item.policy_version === null ? "The policy in force" : `Policy ${item.policy_version}`;
  return [
    `${policy} declares a rule. ${explainRule(item.rule)}`,
    `Here it names ${formatList(named, "or")}.`,
    `The router chose ${chosenName(item)}${cost === null ? "; what that cost is not known" : `: ${cost}`}.`,
  ];
}

/** When and where: "Simulated Forge, 12 August 2026, 17:32:02 UTC, code completion." */
export const deviationPlace = ({ router, occurred_at, task }: DeviationView): string =>
  `${router || "The unnamed router"}, ${formatDate(occurred_at)}, ${occurred_at.slice(11, 19)} UTC${task === null ? "" : `, ${task.replaceAll(/[-_]+/g, " ")}`}.`;

/** What the deviations of a page cost together; null where none has a known cost. */
export function pageCost(items: readonly DeviationView[]): string | null {
  const known = items.flatMap(({ extra_cost_usd }) => (extra_cost_usd === null ? [] : [extra_cost_usd]));
  if (known.length === 0) return null;
  const sum = known.reduce((total, value) => total + value, 0);
  const word = sum >= 0 ? "more" : "less";
  return `The ${formatCount(known.length, "decision")} on this page cost customers USD ${formatCost(Math.abs(sum))} ${word} than what the rule names.`;
}
