import { describe, expect, it } from "vitest";
import { PolicyRule } from "@/lib/register";
import { type Figures, gapsOf, type JudgedRule, judgeRule, ruleNeeds } from "./rule";

const ruleOf = (rule: PolicyRule): JudgedRule => {
  const judged = judgeRule(PolicyRule.parse(rule));
  if ("reason" in judged) throw new Error(judged.reason);
  return judged.rule;
};
const one = (quality: number, cost_usd: number, latency_s = 1): Figures => ({
  quality,
  log_cost: Math.log(cost_usd),
  latency_s,
});
const gaps = (rule: PolicyRule, ...candidates: Figures[]) =>
  gapsOf(ruleOf(rule), candidates).map((gap) => Number(gap.toFixed(9)));

describe("a gap", () => {
  it("is what is missing to the best quality", () => {
    expect(gaps({ kind: "max_quality" }, one(0.7, 1), one(0.9, 3), one(0.9, 2))).toEqual([0.2, 0, 0]);
  });

  it("is quality beyond the band, and ln cost among those inside", () => {
    const rule = { kind: "cheapest_within", band: 0.02 } as const;
    // 0.92 - 0.02 is a hair above 0.9 in double precision: the edge of the band is inside.
    expect(gaps(rule, one(0.92, 2), one(0.9, 1), one(0.85, 0.1))).toEqual([
      Number(Math.log(2).toFixed(9)),
      0,
      0.05,
    ]);
    expect(gaps({ kind: "cheapest_within", band: 0 }, one(0.92, 2), one(0.9, 1))).toEqual([0, 0.02]);
  });

  it("is the distance to the best weighted sum", () => {
    const rule = { kind: "weighted", weights: { quality: 2, log_cost: -1 } } as const;
    expect(gaps(rule, one(0.5, 1), one(1, 1), one(1, Math.E))).toEqual([1, 0, 1]);
    // A figure without weight may be unknown.
    expect(gaps(rule, { ...one(0.5, 1), latency_s: Number.NaN }, one(1, 1))).toEqual([1, 0]);
  });

  it("is quality below the floor, and ln cost among those above; where none is above, the nearest is best", () => {
    const rule = { kind: "min_cost_above", floor: 0.8 } as const;
    expect(gaps(rule, one(0.95, Math.E), one(0.8, 1), one(0.7, 0.1))).toEqual([1, 0, 0.1]);
    expect(gaps(rule, one(0.6, 5), one(0.7, 9))).toEqual([0.1, 0]);
  });

  it("parts equals by the declared tie rule alone", () => {
    const equals = [one(0.9, 2, 3), one(0.9, 1, 5), one(0.1, 0.1, 0.1)];
    expect(gaps({ kind: "max_quality", ties: "cheapest" }, ...equals)).toEqual([
      Number(Math.log(2).toFixed(9)),
      0,
      0.8,
    ]);
    expect(gaps({ kind: "max_quality", ties: "fastest" }, ...equals)).toEqual([0, 2, 0.8]);
    const cost = { kind: "min_cost_above", floor: 0.5, ties: "best_quality" } as const;
    expect(gaps(cost, one(0.6, 1), one(0.9, 1))).toEqual([0.3, 0]);
  });
});

describe("a rule", () => {
  it.each([
    [null, "no_declared_rule"],
    [{ kind: "cheapest_within" }, "rule_without_parameters"],
    [{ kind: "min_cost_above" }, "rule_without_parameters"],
    [{ kind: "weighted" }, "rule_without_parameters"],
    [{ kind: "weighted", weights: {} }, "rule_without_parameters"],
    [{ kind: "weighted", weights: { quality: 1, charm: 2 } }, "rule_with_unknown_weight: charm"],
  ] as const)("that says too little is not guessed: %j", (rule, reason) => {
    expect(judgeRule(rule)).toEqual({ reason });
  });

  it("needs the figures that it looks at, and no others", () => {
    const needs = (rule: PolicyRule) => ruleNeeds(ruleOf(rule));
    expect(needs({ kind: "max_quality" })).toEqual(["quality"]);
    expect(needs({ kind: "max_quality", ties: "fastest" })).toEqual(["quality", "latency_s"]);
    expect(needs({ kind: "cheapest_within", band: 0 })).toEqual(["quality", "log_cost"]);
    expect(needs({ kind: "weighted", weights: { latency_s: -1, quality: 0 } })).toEqual(["latency_s"]);
  });
});
