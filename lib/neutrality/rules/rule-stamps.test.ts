import { describe, expect, it } from "vitest";
import type { DeclaredRules, RulePolicy } from "./load-rules";
import { rulesBefore, stampOfRule } from "./rule-stamps";

const policy = (policy_version: string, from_ms: number, band = 0.05): RulePolicy => ({
  ...{ policy_version, from_ms, rule: { kind: "cheapest_within", band } as RulePolicy["rule"] },
});
const rules = (...policies: RulePolicy[]): DeclaredRules => ({
  routers: new Map([
    ["r", policies],
    ["s", [policy("v1", 0)]],
  ]),
  version: "one",
});

describe("the stamp of the rules that hold before an instant", () => {
  const before = rules(policy("v1", 100));

  it("is not moved by a policy that begins later, nor by another router's", () => {
    const announced = rules(policy("v1", 100), policy("v2", 500));
    expect(rulesBefore(announced, "r", 500)).toBe(rulesBefore(before, "r", 500));
    expect(rulesBefore(announced, undefined, 500)).toBe(rulesBefore(before, undefined, 500));
    expect(rulesBefore(announced, "r", 501)).not.toBe(rulesBefore(before, "r", 501));
    expect(rulesBefore(announced, "s", 501)).toBe(rulesBefore(before, "s", 501));
  });

  it("is not moved by the first policy of a router that has none yet, before that begins", () => {
    const announced = { ...before, routers: new Map([...before.routers, ["new", [policy("v1", 500)]]]) };
    expect(rulesBefore(announced, undefined, 500)).toBe(rulesBefore(before, undefined, 500));
    expect(rulesBefore(announced, "new", 500)).toBe(rulesBefore(before, "new", 500));
    expect(rulesBefore(announced, undefined, 501)).not.toBe(rulesBefore(before, undefined, 501));
  });

  it("is moved by another rule, another beginning, and by being recorded late", () => {
    for (const other of [
      policy("v1", 100, 0.1),
      policy("v1", 50),
      { ...policy("v1", 100), late: true as const },
    ])
      expect(rulesBefore(rules(other), "r", 500)).not.toBe(rulesBefore(before, "r", 500));
  });
});

it("the stamp of a rule is its own", () => {
  const of = { router: "r", policy_version: "v1" };
  const before = stampOfRule(rules(policy("v1", 100)), of);
  expect(stampOfRule(rules(policy("v1", 200), policy("v2", 500)), of)).toBe(before);
  expect(stampOfRule(rules(policy("v1", 100, 0.1)), of)).not.toBe(before);
  expect(stampOfRule(rules(), of)).not.toBe(before);
});
