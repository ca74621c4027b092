import type { Param } from "@/lib/clickhouse/server";
import { EQUAL, type JudgedRule, TIE_FIGURES } from "../rules/rule";

/** What `gapsSql` binds: the parameters of numbered rules, from 1. */
export function bindRules(rules: readonly (JudgedRule | null)[]): Record<string, Param> {
  const weight = (name: "quality" | "log_cost" | "latency_s") =>
    rules.map((rule) => (rule?.form === "score" ? rule.weights[name] : 0));
  const tie = (rule: JudgedRule | null) => (rule?.ties ? TIE_FIGURES[rule.ties] : null);
  return {
    rule_line: rules.map((rule) => (rule?.form === "line" ? 1 : 0)),
    rule_relative: rules.map((rule) => (rule?.form === "line" && rule.relative ? 1 : 0)),
    rule_at: rules.map((rule) => (rule?.form === "line" ? rule.at : 0)),
    rule_quality: weight("quality"),
    rule_cost: weight("log_cost"),
    rule_latency: weight("latency_s"),
    rule_tie: rules.map((rule) => ["quality", "log_cost", "latency_s"].indexOf(tie(rule)?.figure ?? "") + 1),
    rule_tie_sign: rules.map((rule) => tie(rule)?.sign ?? 0),
  };
}

const of = (name: string, type: string): string => `{rule_${name}:Array(${type})}[rule]`;
const part = (weight: string, value: string): string => `if(${weight} = 0, 0., ${weight} * ${value})`;

/**
 * The rows of `from` with `gap`, an array beside `qs`, `cs` and `ls` (quality, ln cost, latency in seconds of all
 * candidates): how far each lies behind the best under the rule of number `rule`, as `gapsOf` says it. Rule 0 has
 * none: all are 0. Subqueries, since an alias within a lambda would be computed anew for each element.
 */
export const gapsSql = (from: string): string => `(
  SELECT *, arrayMap((g, t) -> if(g > 0, g, if(t - first <= ${EQUAL}, 0., t - first)), untied, tie) AS gap FROM (
    SELECT *,
      arrayMap(g -> if(g - least <= ${EQUAL}, 0., g - least), raw) AS untied,
      multiIf(tie_figure = 1, arrayMap(v -> v * tie_sign, qs), tie_figure = 2, arrayMap(v -> v * tie_sign, cs),
        tie_figure = 3, arrayMap(v -> v * tie_sign, ls), arrayMap(v -> 0., qs)) AS tie,
      arrayMin(arrayFilter((t, g) -> g - least <= ${EQUAL}, tie, raw)) AS first
    FROM (
      SELECT *, arrayMin(raw) AS least FROM (
        SELECT *,
          if(is_line,
            arrayMap((q, c) -> if(q >= line - ${EQUAL}, c - cheapest, line - q), qs, cs),
            arrayMap(s -> top - s, scores)) AS raw
        FROM (
          SELECT *, arrayMax(scores) AS top,
            arrayMin(arrayFilter((c, q) -> q >= line - ${EQUAL}, cs, qs)) AS cheapest
          FROM (
            SELECT *,
              if(rule = 0, 0, ${of("line", "UInt8")}) AS is_line,
              if(rule = 0, 0, ${of("tie", "UInt8")}) AS tie_figure,
              if(rule = 0, 0, ${of("tie_sign", "Int8")}) AS tie_sign,
              if(rule = 0, 0., ${of("quality", "Float64")}) AS wq, if(rule = 0, 0., ${of("cost", "Float64")}) AS wc,
              if(rule = 0, 0., ${of("latency", "Float64")}) AS wl,
              if(rule = 0, 0., if(${of("relative", "UInt8")}, arrayMax(qs) - ${of("at", "Float64")}, ${of("at", "Float64")})) AS line,
              arrayMap((q, c, l) -> ${part("wq", "q")} + ${part("wc", "c")} + ${part("wl", "l")}, qs, cs, ls) AS scores
            FROM ${from}))))))`;
