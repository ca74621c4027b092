import { describe, expect, it } from "vitest";
import { CheckDefinition } from "@/lib/commitments";
import { definitionRows, definitionWords } from "./definition-words";
import { fixedWords, readStratum, strataWords, stratumKey, stratumName } from "./strata-words";

const FORGE = "Simulated Forge";
const code = { router: FORGE, task: "code_completion" };
const rest = { router: FORGE, task: null };

describe("strata of a check in words", () => {
  it("have the names of the log, without its marks", () => {
    expect(stratumName(code)).toBe("Simulated Forge, code completion");
    expect(stratumName(rest)).toBe("Simulated Forge, no task named");
    expect(stratumName({ router: "", task: "chat" })).toBe("unnamed router, chat");
    expect([code, rest].map(stratumKey).map(readStratum)).toEqual([code, rest]);
    expect(readStratum("what")).toBe("what");
  });

  it("say what of the evidence is whose", () => {
    expect(fixedWords([code, rest])).toBe(
      "Nine tenths of the evidence’s stake are on all decisions together; a tenth is shared evenly among three parts, each judged by itself: “Simulated Forge, code completion”, “Simulated Forge, no task named” and all other decisions.",
    );
    const many = Array.from({ length: 20 }, (_, n) => ({ router: "R", task: `t${n}` }));
    expect(fixedWords(many)).toContain("“R, t7”, 12 more and all other decisions.");
  });

  it("stand in the definition, every one of them", () => {
    const test = { metric: "routing_tilt", baseline: "partner_revealed", strata: [code, rest] };
    const definition = CheckDefinition.parse({ test, first_day: "2026-04-15" });
    expect(definitionWords(definition)).toContain(fixedWords([code, rest]));
    expect(definitionRows(definition)).toEqual(
      expect.arrayContaining([
        { pointer: "test.strata.0.router", value: FORGE },
        { pointer: "test.strata.0.task", value: "code_completion" },
        { pointer: "test.strata.1.task", value: "null" },
      ]),
    );
  });
});

describe("evidence of a result in words", () => {
  const stratum = { decisions: 10, observed: 0.5, expected: 0.4, log_odds: 0.4, e_value: 3, named: false };
  const tilt = {
    ...{ observed: 5, expected: 4, log_odds: null, lower: null, upper: null, log_e_value: Math.log(4e7) },
    ...{ peak: { log_e_value: null, day: null }, onset: { day: null, policy_version: null } },
    ...{ eta: null, phi: null, r: null, coverage: null, needed: null },
    strata: [
      { ...stratum, ...code },
      { ...stratum, router: null, task: null },
    ],
  };

  it("says that strata beside a pooled check have no part in it", () => {
    expect(strataWords(tilt)).toContain("no part in it");
  });

  it("says what they add where they were fixed, and whom they name", () => {
    const fixed = { ...tilt, log_e_pooled: Math.log(120) };
    expect(strataWords(fixed)).toBe(
      "Fixed beforehand, with a tenth of the stake: all decisions together have evidence of 120.00, and with these parts it is 10^7. None of the parts stands out by itself.",
    );
    const named = tilt.strata.map((one) => ({ ...one, named: true }));
    expect(strataWords({ ...fixed, strata: named })).toContain(
      "Named, at the level of the check: Simulated Forge, code completion and all others together.",
    );
    expect(strataWords({ ...fixed, log_e_pooled: null })).toBe("None of the parts stands out by itself.");
  });
});
