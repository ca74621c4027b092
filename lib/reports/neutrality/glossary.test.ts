import { expect, it } from "vitest";
import { GLOSSARY } from "./glossary";
import { OTHER_WORDS } from "./glossary-baselines";
import { explainTerms, TERM_GROUPS } from "./how-we-know";
import { explainSteps } from "./steps";
import { TERM_KEYS } from "./terms";
import { breachInput, inputOf } from "./testing/inputs";

it("explains every term of the page exactly once", () => {
  const explained = TERM_GROUPS.flatMap(({ terms }) => terms);
  expect([...explained].sort()).toEqual([...TERM_KEYS].sort());
});

it("keeps what stands beside a word to one sentence", () => {
  for (const key of TERM_KEYS) {
    const others = Object.values(OTHER_WORDS).flatMap((words) => words[key]?.meaning ?? []);
    for (const meaning of [GLOSSARY[key].meaning, ...others]) {
      expect(meaning, key).toMatch(/[.]$/);
      expect(meaning.slice(0, -1), key).not.toMatch(/[.!?] [A-Z]/);
    }
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

const experiment = {
  ...{ n_a: 139_460, x_a: 39_715, n_b: 3065, x_b: 737, q_given_both: 39_558.2, difference: 0.0444 },
  ...{ mantel_haenszel_odds_ratio: 1.26, two_stream_e_value: 89_925 },
};
const blind = () =>
  inputOf({
    ...{ baseline: "owner_blind", experiment, usable: 139_460, decisions: 598_744, verdict: "breach" },
    ...{ observed: { focal: 39_715, share: 0.2848 }, expected: { focal: 33_855, share: 0.2428 } },
  }).answer;

it("tells an experiment by its two arms, and never of a chance for each decision", () => {
  const steps = explainSteps(blind());
  expect(steps.map(({ title }) => title)).toEqual([
    "598,744 decisions were made.",
    "The copy blind to ownership chose the focus 737 times in 3,065.",
    "Production chose it 39,715 times in 139,460.",
    "Chance would have given production 39,558 of both arms’ choices.",
    expect.stringContaining("As if the odds were multiplied by"),
    expect.stringContaining("The evidence that it is material is"),
    "So the verdict is: breach.",
  ]);
  const words = JSON.stringify([steps, explainTerms(blind())]);
  expect(words).not.toMatch(/probability q|neutral router would have chosen/);
  expect(words).toContain("Fisher");
});

it("tells a share fixed in advance as what it is: no finding about a neutral router", () => {
  const { answer } = inputOf({ baseline: "reference_share", verdict: "kept" });
  const steps = explainSteps(answer);
  expect(steps[1]?.title).toMatch(
    /^By the share fixed in advance the focus would have been chosen [\d,]+ times\.$/,
  );
  const terms = explainTerms(answer).flatMap((group) => group.terms);
  expect(terms.find(({ key }) => key === "expected")?.meaning).toContain("somebody fixed");
  expect(JSON.stringify([steps, terms])).not.toContain("probability q");
});
