import { capitalise, formatList, formatNumber } from "@/lib/kernel/format";
import type { PolicyRule } from "./schema";

export type RuleKind = PolicyRule["kind"];
export type TieRule = NonNullable<PolicyRule["ties"]>;

/** What a rule takes, in the order of the form. */
export const RULE_KIND_WORDS: Record<RuleKind, string> = {
  max_quality: "the best quality",
  cheapest_within: "the cheapest near the best quality",
  min_cost_above: "the cheapest above a quality floor",
  weighted: "the largest weighted sum",
};

export const TIE_WORDS: Record<TieRule, string> = {
  cheapest: "the cheapest",
  best_quality: "the best quality",
  fastest: "the fastest",
};

/** Figures that a rule may weigh; a weight of any other name is declared and cannot be applied. */
export const WEIGHT_WORDS: Readonly<Record<string, string>> = {
  quality: "quality",
  log_cost: "ln cost",
  latency_s: "seconds of latency",
};

/** Whether a tie rule can still part models that the rule itself calls equal: equally cheap ones have no cheapest. */
export const mayTie = (kind: RuleKind, ties: TieRule): boolean =>
  kind === "weighted" || ties !== (kind === "max_quality" ? "best_quality" : "cheapest");

/** All decimals that were declared, no more: 0.02 → "0.02", −0.7 → "−0.7". */
export function formatDeclared(value: number): string {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return formatNumber(value, decimals);
}

const CANNOT = "so the rule cannot be applied";

/** "Takes the cheapest of the models whose expected quality is within 0.02 of the best." Absent parameters are said. */
export function explainRule(rule: PolicyRule): string {
  return [
    mainWords(rule),
    ...(rule.kind === "weighted" ? tradeWords(rule.weights) : []),
    tieWords(rule),
  ].join(" ");
}

function mainWords(rule: PolicyRule): string {
  if (rule.kind === "max_quality")
    return "Takes the model with the best expected quality, whatever it costs.";
  if (rule.kind === "weighted") return weightedWords(rule.weights);
  const cheapest = "Takes the cheapest of the models whose expected quality is";
  if (rule.kind === "cheapest_within") {
    const { band } = rule;
    if (band === undefined) return `${cheapest} near the best; how near is not declared, ${CANNOT}.`;
    return band === 0
      ? `${cheapest} that of the best: a cheaper one is taken only where it is just as good.`
      : `${cheapest} within ${formatDeclared(band)} of the best.`;
  }
  const { floor } = rule;
  if (floor === undefined) return `${cheapest} above a floor; the floor is not declared, ${CANNOT}.`;
  return `${cheapest} ${formatDeclared(floor)} or above; where none is, the best.`;
}

function weightedWords(weights: Readonly<Record<string, number>> = {}): string {
  const terms = Object.entries(weights).filter(([, weight]) => weight !== 0);
  if (terms.length === 0)
    return `Takes the model with the largest weighted sum; no weight is declared, ${CANNOT}.`;
  const sum = terms.map(([name, weight], place) => {
    const size = `${formatDeclared(Math.abs(weight))} × ${WEIGHT_WORDS[name] ?? name}`;
    if (place === 0) return weight < 0 ? `−${size}` : size;
    return `${weight < 0 ? "−" : "+"} ${size}`;
  });
  const unknown = terms.flatMap(([name]) => (name in WEIGHT_WORDS ? [] : [name]));
  const faulty = unknown.length > 0 ? ` No candidate carries ${formatList(unknown, "or")}, ${CANNOT}.` : "";
  return `Takes the model with the largest sum of ${sum.join(" ")}.${faulty}`;
}

const DEARER = 1.1;

/** What the weights mean against each other: "10 % more cost counts like 0.008 less quality." */
function tradeWords(weights: Readonly<Record<string, number>> = {}): string[] {
  const { quality = 0, log_cost = 0, latency_s = 0 } = weights;
  const odd = [
    ...(quality < 0 ? ["lower quality"] : []),
    ...(log_cost > 0 ? ["dearer models"] : []),
    ...(latency_s > 0 ? ["slower ones"] : []),
  ];
  const figure = (size: number) => formatNumber(size, size < 0.1 ? 3 : 2);
  const trades = [
    ...(log_cost < 0 ? [["10\u00a0% more cost", (-log_cost * Math.log(DEARER)) / quality] as const] : []),
    ...(latency_s < 0 ? [["a second more", -latency_s / quality] as const] : []),
  ].map(([what, size], place) =>
    place === 0
      ? `${capitalise(what)} counts like ${figure(size)} less quality`
      : `${what} like ${figure(size)}`,
  );
  return [
    ...(quality > 0 && trades.length > 0 ? [`${trades.join(", ")}.`] : []),
    ...(odd.length > 0 ? [`With these signs it prefers ${formatList(odd)}.`] : []),
  ];
}

function tieWords({ ties }: PolicyRule): string {
  return ties === undefined
    ? "Which of equals it takes is not declared: they are shared equally."
    : `Of equals it takes ${TIE_WORDS[ties]}.`;
}
