import { expect, it } from "vitest";
import { GLOSSARY } from "./glossary";
import { explainSteps, explainTerms, TERM_GROUPS } from "./how-we-know";
import { TERM_KEYS } from "./terms";
import { breachInput, inputOf } from "./testing/inputs";

it("explains every term of the page exactly once", () => {
  const explained = TERM_GROUPS.flatMap(({ terms }) => terms);
  expect([...explained].sort()).toEqual([...TERM_KEYS].sort());
});

it("keeps what stands beside a word to one sentence", () => {
  for (const key of TERM_KEYS) {
    const { meaning } = GLOSSARY[key];
    expect(meaning, key).toMatch(/[.]$/);
    expect(meaning.slice(0, -1), key).not.toMatch(/[.!?] [A-Z]/);
  }
});

it("says with the numbers at hand what each figure is", () => {
  const { answer } = breachInput();
  const at_hand = Object.fromEntries(
    explainTerms(answer).flatMap(({ terms }) => terms.map(({ key, at_hand }) => [key, at_hand])),
  );
  expect(at_hand.expected).toBe(
    "Expected 27.9\u00a0%, observed 29.1\u00a0%: 99,121 decisions against 94,951.",
  );
  expect(at_hand.alpha).toBe("100: at most 1\u00a0% false alarms.");
  expect(at_hand.deflator).toBe("φ 1.10 over 300 tenants, r 0.10, η 0.90.");
  expect(at_hand.strata).toBe("1 stratum of 2 named.");
});

it("leads from the decisions to the verdict, and stops where nothing was tested", () => {
  const steps = explainSteps(breachInput().answer).map(({ title }) => title);
  expect(steps[0]).toBe("598,379 decisions were made.");
  expect(steps[1]).toBe("A neutral router would have chosen the focus 94,951 times.");
  expect(steps.at(-1)).toBe("So the verdict is: breach.");
  const nothing = { usable: 0, observed: { focal: 0, share: null }, expected: { focal: 0, share: null } };
  expect(explainSteps(inputOf({ ...nothing, verdict: "no_data" }).answer)).toHaveLength(2);
});
