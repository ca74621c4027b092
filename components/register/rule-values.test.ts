import { describe, expect, it } from "vitest";
import { FORM_FIELDS } from "./form-fields";
import { emptyValues, toBody, toValues } from "./form-values";
import { EMPTY_RULE, readRule, toRuleBody, toRuleValues } from "./rule-values";

describe("a declared rule in a form", () => {
  it.each([
    { kind: "max_quality" },
    { kind: "cheapest_within", band: 0.02, ties: "fastest" },
    { kind: "cheapest_within" },
    { kind: "weighted", weights: { quality: 8, log_cost: -0.7, latency_s: -0.3 } },
    { kind: "weighted", weights: { quality: 8, charm: 0.5 }, ties: "cheapest" },
    { kind: "min_cost_above", floor: 0 },
    null,
  ])("goes to inputs and back as it was: %j", (rule) => {
    const values = toValues(FORM_FIELDS.policies, { router: "main", rule });
    expect(toBody(FORM_FIELDS.policies, values).rule).toEqual(rule);
  });

  it("sends the parameters of its kind alone, and keeps the others for looking back", () => {
    const typed = { ...EMPTY_RULE, kind: "min_cost_above", band: "0.02", floor: " .8 ", ties: "" };
    expect(toRuleBody(typed)).toEqual({ kind: "min_cost_above", floor: 0.8 });
    expect(toRuleBody({ ...typed, kind: "cheapest_within" })).toEqual({
      kind: "cheapest_within",
      band: 0.02,
    });
  });

  it("hands on what is no number, for the API to refuse", () => {
    const typed = { ...EMPTY_RULE, kind: "cheapest_within", band: "0,02" };
    expect(toRuleBody(typed)).toEqual({ kind: "cheapest_within", band: "0,02" });
    expect(readRule(typed)).toBeNull();
    expect(readRule({ ...typed, band: "1.5" })).toBeNull();
    const signed = { ...EMPTY_RULE, kind: "weighted", weights: { quality: "1e3", log_cost: "\u22120.7" } };
    expect(toRuleBody(signed)).toEqual({ kind: "weighted", weights: { quality: "1e3", log_cost: -0.7 } });
  });

  it("is none in an empty form, whatever the address says", () => {
    expect(emptyValues(FORM_FIELDS.policies, { rule: "max_quality" }).rule).toEqual(EMPTY_RULE);
    expect(toRuleValues(undefined)).toEqual(EMPTY_RULE);
    expect(toBody(FORM_FIELDS.policies, emptyValues(FORM_FIELDS.policies)).rule).toBeNull();
  });
});
