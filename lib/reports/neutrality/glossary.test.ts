import { expect, it } from "vitest";
import type { SpecificationCurve } from "@/lib/neutrality";
import { GLOSSARY } from "./glossary";
import { OTHER_WORDS } from "./glossary-baselines";
import { explainBeside, explainCurve, explainTerms, meaningOf, TERM_GROUPS } from "./how-we-know";
import { explainSteps } from "./steps";
import { TERM_KEYS } from "./terms";
import { beside } from "./testing/beside";
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

const NUMBER = /\d|one|two|three|four|twelve/i;
/** What these are in a view is no number. */
const IN_WORDS: ReadonlySet<string> = new Set(["covariates", "guarantee"]);

/** A view in which every figure is known. */
const whole = () => {
  const input = breachInput();
  const pooled = { estimate: 0.31, robust_se: 0.01, clearance: 26.1, fits: 2, since: "2026-08-10" };
  const baseline_model = { decisions: 1200, log_likelihood: -900, coefficients: [] };
  const last = { day: "2026-11-20", n: 900, observed: 0.33, expected: 0.29, lower: 0.28, upper: 0.3 };
  const neutrality = { ...input.answer.neutrality, full_model_pooled: pooled, baseline_model };
  return { ...input, answer: { ...input.answer, neutrality, seven_days: [last] } };
};

it("leaves no term without a number of the view", () => {
  const told = whole();
  const counts = { specifications: 40, same_sign: 40, same_verdict: 38, both: 38 };
  const curve = {
    ...{ method_version: "5", from: "2026-04-15", to: "2026-11-21", focus: "first_party" },
    ...{
      direction: "for",
      alpha: 0.01,
      materiality: 1.05,
      specifications: [{ chosen: true, verdict: "breach", lift: 0.02 }],
      not_estimated: [],
      bounds: counts,
    },
    agreement: counts,
  } as unknown as SpecificationCurve;
  for (const { terms } of explainTerms(told.answer))
    for (const { key, at_hand, later } of terms) {
      const said =
        later === "beside"
          ? explainBeside(key, beside({}), told)
          : later === "curve"
            ? explainCurve(key, curve)
            : at_hand;
      expect(said, key).toBeTruthy();
      if (!IN_WORDS.has(key)) expect(said, key).toMatch(NUMBER);
      // The label before it says that already.
      expect(said, key).not.toMatch(/in this view/i);
    }
});

it("claims no say for a partners' guard where the baseline gives it none", () => {
  for (const baseline of ["declared_policy", "owner_blind", "reference_share"])
    for (const term of ["placebo", "partners"] as const)
      expect(meaningOf(term, `?router=forge&baseline=${baseline}`)).toContain("no say");
  expect(meaningOf("placebo", "?router=forge")).toContain("a breach must lie beyond");
  const terms = explainTerms(inputOf({ baseline: "owner_blind" }).answer).flatMap((group) => group.terms);
  expect(terms.find(({ key }) => key === "full_model")?.meaning).toContain("no part");
});

it("says what the verdict of kept could have seen", () => {
  const kept = inputOf({ verdict: "kept", seen_from: "2026-10-21" }).answer;
  const terms = explainTerms(kept).flatMap((group) => group.terms);
  expect(terms.find(({ key }) => key === "verdict")?.at_hand).toBe(
    "Kept: evidence 0.20, where the line is 100. A material tilt that began by 21 October would show by now; one that began later need not.",
  );
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
