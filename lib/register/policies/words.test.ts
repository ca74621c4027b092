import { describe, expect, it } from "vitest";
import { PolicyRule } from "./schema";
import { explainRule, mayTie } from "./words";

const plain = (rule: PolicyRule) => explainRule(rule).replaceAll("\u00a0", " ").replaceAll("\u2212", "-");

describe("a declared rule in words", () => {
  it("says the numbers that were declared, with all their decimals", () => {
    expect(plain({ kind: "cheapest_within", band: 0.02, ties: "fastest" })).toBe(
      "Takes the cheapest of the models whose expected quality is within 0.02 of the best. Of equals it takes the fastest.",
    );
    expect(plain({ kind: "min_cost_above", floor: 0.8125 })).toContain(
      "is 0.8125 or above; where none is, the best.",
    );
    expect(plain({ kind: "max_quality" })).toBe(
      "Takes the model with the best expected quality, whatever it costs. Which of equals it takes is not declared: they are shared equally.",
    );
    expect(plain({ kind: "cheapest_within", band: 0 })).toContain("only where it is just as good");
  });

  it("says what weights mean against each other", () => {
    const rule: PolicyRule = { kind: "weighted", weights: { quality: 8, log_cost: -0.7, latency_s: -0.3 } };
    expect(plain(rule)).toContain(
      "the largest sum of 8 × quality - 0.7 × ln cost - 0.3 × seconds of latency.",
    );
    // 0.7 ln 1.1 / 8 and 0.3 / 8.
    expect(plain(rule)).toContain("10 % more cost counts like 0.008 less quality, a second more like 0.037.");
    expect(plain({ kind: "weighted", weights: { log_cost: 1, latency_s: -1 } })).toContain(
      "largest sum of 1 × ln cost - 1 × seconds of latency. With these signs it prefers dearer models.",
    );
  });

  it("says what is open and what cannot be applied", () => {
    for (const kind of ["cheapest_within", "min_cost_above", "weighted"] as const)
      expect(plain({ kind })).toMatch(
        /(how near|the floor|no weight) is (not )?declared, so the rule cannot be applied\./,
      );
    expect(plain({ kind: "weighted", weights: { quality: 1, charm: 2 } })).toContain(
      "No candidate carries charm",
    );
  });
});

it("a rule's own figure does not part its equals", () => {
  expect(mayTie("max_quality", "best_quality")).toBe(false);
  expect(mayTie("cheapest_within", "cheapest")).toBe(false);
  expect(mayTie("min_cost_above", "best_quality")).toBe(true);
  expect(mayTie("weighted", "cheapest")).toBe(true);
});

it("says in words what a parameter must be", () => {
  const messages = (rule: object) => PolicyRule.safeParse(rule).error?.issues.map(({ message }) => message);
  expect(messages({ kind: "cheapest_within", band: "wide" })).toEqual([
    "A number between 0 and 1, such as 0.02.",
  ]);
  expect(messages({ kind: "min_cost_above", floor: 1.2 })).toEqual([
    "A number between 0 and 1, such as 0.8.",
  ]);
  expect(messages({ kind: "weighted", weights: { quality: "much" } })).toEqual([
    "A number, such as 8 or -0.7.",
  ]);
});
