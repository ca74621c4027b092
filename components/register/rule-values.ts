import { explainRule, PolicyRule, type RuleKind, WEIGHT_WORDS } from "@/lib/register";

/**
 * A declared rule as its inputs hold it: text, empty for unknown. What belongs to another kind of rule is kept while
 * the form is open, so that looking at the other kinds loses nothing; it is not sent.
 */
export type RuleValues = {
  kind: string;
  band: string;
  floor: string;
  weights: Readonly<Record<string, string>>;
  ties: string;
};

/** The figures that a rule can weigh, each with an input; a weight of another name is carried along. */
export const WEIGHED = Object.keys(WEIGHT_WORDS);

const NO_WEIGHTS = Object.fromEntries(WEIGHED.map((name) => [name, ""]));

export const EMPTY_RULE: RuleValues = { kind: "", band: "", floor: "", weights: NO_WEIGHTS, ties: "" };

const KINDS: readonly RuleKind[] = ["max_quality", "cheapest_within", "min_cost_above", "weighted"];
export const isRuleKind = (kind: string): kind is RuleKind => KINDS.some((known) => known === kind);

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};
const text = (value: unknown): string =>
  typeof value === "number" ? String(value) : typeof value === "string" ? value : "";

/** From the API's rule to inputs; anything that is no rule is none. */
export function toRuleValues(rule: unknown): RuleValues {
  const { kind, band, floor, weights, ties } = record(rule);
  const given = Object.entries(record(weights)).map(([name, weight]) => [name, text(weight)]);
  return {
    kind: text(kind),
    band: text(band),
    floor: text(floor),
    weights: { ...NO_WEIGHTS, ...Object.fromEntries(given) },
    ties: text(ties),
  };
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** A number where the text is one; else the text, which the API refuses with its own words. */
function toNumber(typed: string): number | string {
  const said = typed.trim().replace("\u2212", "-");
  return NUMBER.test(said) ? Number(said) : typed;
}

const filled = (typed: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (value.trim() === "" ? [] : [[name, toNumber(value)]])),
  );

/** From inputs to the API's rule, with the parameters of its kind alone; null where none is declared. */
export function toRuleBody(value: unknown): Record<string, unknown> | null {
  const { kind, band, floor, weights, ties } = toRuleValues(value);
  if (kind === "") return null;
  const weighed = filled(weights);
  return {
    kind,
    ...(kind === "cheapest_within" ? filled({ band }) : {}),
    ...(kind === "min_cost_above" ? filled({ floor }) : {}),
    ...(kind === "weighted" && Object.keys(weighed).length > 0 ? { weights: weighed } : {}),
    ...(ties === "" ? {} : { ties }),
  };
}

/** The rule as the API would keep it; null where none is chosen or a parameter cannot be read. */
export function readRule(value: unknown): PolicyRule | null {
  const body = toRuleBody(value);
  return body === null ? null : (PolicyRule.safeParse(body).data ?? null);
}

/** The rule in one sentence, for the two versions of a conflict. */
export function describeRuleValues(value: unknown): string {
  const { kind } = toRuleValues(value);
  if (kind === "") return "not declared";
  const rule = readRule(value);
  return rule ? explainRule(rule) : "cannot be read";
}
