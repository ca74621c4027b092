import { formatCost, formatList, formatNumber, formatPercent } from "@/lib/kernel/format";
import type { TellingDecision } from "./schema";

type Told = Omit<TellingDecision, "words">;

/** What the rule declares and what it names, what was chosen and how much worse that was, and how likely it was. Pure. */
export function tellDecision(decision: Told, subject: string): string[] {
  return [...ruleWords(decision), choiceWords(decision), ...chanceWords(decision, subject)];
}

function ruleWords({ policy_version, rule, candidates }: Told): string[] {
  if (rule === null) return [];
  const best = candidates.filter((one) => one.best_by_rule);
  const names = formatList(
    best.map(({ model }) => model),
    "or",
  );
  const named = best.some(({ chosen }) => chosen)
    ? best.length === 1
      ? `That is ${names}, which it chose.`
      : `That is ${names}, which are equal under it; it chose one of them.`
    : best.length === 1
      ? `That is ${names}.`
      : `That is ${names}, which are equal under it.`;
  return [`${policy_version === null ? "The policy" : policy_version} declares: ${rule}.`, named];
}

const difference = (
  value: number | null,
  format: (size: number) => string,
  words: [string, string],
): string[] =>
  value === null || value === 0 ? [] : [`${format(Math.abs(value))} ${value > 0 ? words[0] : words[1]}`];

function choiceWords({ chosen_model, standard, dearer_usd, quality_lower }: Told): string {
  const parts = [
    ...difference(dearer_usd, (size) => `USD ${formatCost(size)}`, ["dearer", "cheaper"]),
    ...difference(quality_lower, (size) => `quality ${formatNumber(size, 3)}`, ["lower", "higher"]),
  ];
  const than = standard.by === "baseline" ? ` than ${standard.model}` : "";
  return parts.length === 0
    ? `It chose ${chosen_model}.`
    : `It chose ${chosen_model}: ${parts.join(", ")}${than}.`;
}

function chanceWords({ q, candidates }: Told, subject: string): string[] {
  const [first] = candidates;
  const most = first ? `, and most often ${first.model} (${formatPercent(first.probability, 0)})` : "";
  return [
    `A router that cannot see owners would take ${subject} in ${formatPercent(q)} of such cases${most}.`,
  ];
}
