import type { PolicyRule } from "@/lib/register";
import type { Covariate } from "../schema";

/** A candidate's figures: quality, ln of the expected cost in USD, seconds. NaN where one is not known. */
export type Figures = Readonly<Record<Covariate, number>>;

type TieRule = NonNullable<PolicyRule["ties"]>;

/**
 * A declared rule with all its parameters, in one of two forms. `score`: the largest weighted sum of figures wins.
 * `line`: of those at the quality of the line or above the cheapest wins; the line lies `at` below the best
 * (`relative`) or at that quality itself.
 */
export type JudgedRule = { ties: TieRule | null } & (
  | { form: "score"; weights: Readonly<Record<Covariate, number>> }
  | { form: "line"; relative: boolean; at: number }
);

/** Why decisions under a policy cannot be judged by its rule. */
export type RuleFault =
  | "no_declared_rule"
  | "rule_without_parameters"
  | `rule_with_unknown_weight: ${string}`;

const NAMES = ["quality", "log_cost", "latency_s"] as const;
const isCovariate = (name: string): name is Covariate => NAMES.some((known) => known === name);

/** The rule as it can be applied, or why it cannot. An absent parameter is unknown, never zero. Pure. */
export function judgeRule(rule: PolicyRule | null): { rule: JudgedRule } | { reason: RuleFault } {
  if (!rule) return { reason: "no_declared_rule" };
  const ties = rule.ties ?? null;
  if (rule.kind === "max_quality")
    return { rule: { form: "score", weights: weightsOf({ quality: 1 }), ties } };
  if (rule.kind === "weighted") {
    const given = Object.entries(rule.weights ?? {});
    const unknown = given.find(([name]) => !isCovariate(name));
    if (unknown) return { reason: `rule_with_unknown_weight: ${unknown[0]}` };
    if (given.every(([, weight]) => weight === 0)) return { reason: "rule_without_parameters" };
    return { rule: { form: "score", weights: weightsOf(rule.weights ?? {}), ties } };
  }
  const at = rule.kind === "cheapest_within" ? rule.band : rule.floor;
  if (at === undefined) return { reason: "rule_without_parameters" };
  return { rule: { form: "line", relative: rule.kind === "cheapest_within", at, ties } };
}

const weightsOf = (given: Readonly<Record<string, number>>): Record<Covariate, number> => ({
  quality: given.quality ?? 0,
  log_cost: given.log_cost ?? 0,
  latency_s: given.latency_s ?? 0,
});

/** Of equals the one with the least of this is taken. */
export const TIE_FIGURES: Record<TieRule, { figure: Covariate; sign: 1 | -1 }> = {
  cheapest: { figure: "log_cost", sign: 1 },
  best_quality: { figure: "quality", sign: -1 },
  fastest: { figure: "latency_s", sign: 1 },
};

/** Figures that every candidate must have for the rule to be applied. */
export function ruleNeeds(rule: JudgedRule): Covariate[] {
  const needed = new Set<Covariate>(
    rule.form === "line" ? ["quality", "log_cost"] : NAMES.filter((name) => rule.weights[name] !== 0),
  );
  if (rule.ties) needed.add(TIE_FIGURES[rule.ties].figure);
  return NAMES.filter((name) => needed.has(name));
}

/** Gaps up to this are none: sums and logarithms of equal figures may differ by rounding. */
export const EQUAL = 1e-9;

/**
 * How far each candidate lies behind the best under the rule; 0 for the best. `score`: the best score less its own.
 * `line`: below the line the quality missing to it; at or above it the ln cost beyond the cheapest there. Where none
 * reaches the line, the one nearest to it is the best: gaps count from the least. With a declared tie rule, those
 * at 0 are told apart by the figure that it names. A pure function of figures; owners have no part in it.
 */
export function gapsOf(rule: JudgedRule, candidates: readonly Figures[]): number[] {
  const raw = rule.form === "score" ? scoreGaps(rule.weights, candidates) : lineGaps(rule, candidates);
  const least = Math.min(...raw);
  const gaps = raw.map((gap) => settle(gap - least));
  if (!rule.ties) return gaps;
  const { figure, sign } = TIE_FIGURES[rule.ties];
  const first = Math.min(...candidates.flatMap((one, at) => (gaps[at] === 0 ? [sign * one[figure]] : [])));
  return candidates.map((one, at) => (gaps[at] === 0 ? settle(sign * one[figure] - first) : (gaps[at] ?? 0)));
}

const settle = (gap: number): number => (gap <= EQUAL ? 0 : gap);

function scoreGaps(weights: Readonly<Record<Covariate, number>>, candidates: readonly Figures[]): number[] {
  // A figure without weight may be unknown.
  const part = (one: Figures, name: Covariate) => (weights[name] === 0 ? 0 : weights[name] * one[name]);
  const scores = candidates.map((one) => NAMES.reduce((sum, name) => sum + part(one, name), 0));
  const best = Math.max(...scores);
  return scores.map((score) => best - score);
}

function lineGaps(
  { relative, at }: Extract<JudgedRule, { form: "line" }>,
  candidates: readonly Figures[],
): number[] {
  const line = relative ? Math.max(...candidates.map(({ quality }) => quality)) - at : at;
  const reaches = ({ quality }: Figures) => quality >= line - EQUAL;
  const cheapest = Math.min(...candidates.filter(reaches).map(({ log_cost }) => log_cost));
  return candidates.map((one) => (reaches(one) ? one.log_cost - cheapest : line - one.quality));
}
