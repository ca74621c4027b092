import { describe, expect, it } from "vitest";
import { explainSteps } from "./steps";
import { breachInput, inputOf } from "./testing/inputs";

const textsOf = (...asked: Parameters<typeof inputOf>) => explainSteps(inputOf(...asked).answer);
const stepOf = (start: string, ...asked: Parameters<typeof inputOf>) =>
  textsOf(...asked).find(({ title }) => title.startsWith(start));

describe("how large", () => {
  const tilt = { log_odds: -0.09, odds_ratio: 0.91, lower: -0.128, upper: -0.051, level: 0.99 };

  it("says from where a tilt is material in the direction of the question", () => {
    const against = { focus: "party:zeta", direction: "against", tilt } as const;
    expect(stepOf("As if", against)?.text).toBe(
      "Odds between 0.88 and 0.95 are not refuted; a tilt is material at 0.95 and below.",
    );
    expect(stepOf("As if", { tilt })?.text).toMatch(/; a tilt is material from 1\.05\.$/);
    expect(stepOf("As if", { direction: "both", tilt })?.text).toMatch(
      /; a tilt is material from 1\.05, or at 0\.95 and below\.$/,
    );
  });

  it("says no end that is not known", () => {
    expect(stepOf("As if", { tilt: { ...tilt, lower: null } })?.text).toMatch(/^Odds of 0\.95 and below are/);
    expect(stepOf("As if", { tilt: { ...tilt, lower: null, upper: null, log_odds: null } })).toMatchObject({
      title: "As if the odds were multiplied by a factor without a finite value.",
      text: expect.stringMatching(/^No odds are refuted yet/),
    });
  });
});

describe("from the evidence to the word", () => {
  const passed = { log_e_value: Math.log(1e16) };

  it("names the guard that stepped a breach down, between the evidence and the verdict", () => {
    const steps = textsOf({ ...passed, verdict: "watch", because: ["within_partner_spread"] });
    const [evidence, guard, last] = steps.slice(-3);
    expect(evidence?.text).toContain("The line is 100, and it is passed");
    expect(guard?.title).toBe("A breach would stand, but one guard does not hold: placebo.");
    expect(guard?.text).toMatch(/That makes it a watch\.$/);
    expect(last?.title).toBe("So the verdict is: watch.");
  });

  it("names every one of several", () => {
    const because = ["fewer_than_three_partners", "full_model_disagrees"];
    expect(stepOf("A breach would stand", { ...passed, verdict: "watch", because })?.title).toBe(
      "A breach would stand, but two guards do not hold: partners and full model.",
    );
  });

  it("has no such step where nothing was stepped down", () => {
    const titles = explainSteps(breachInput().answer).map(({ title }) => title);
    expect(titles.join(" ")).not.toContain("guard");
  });

  it("says of a watch that the evidence of any tilt carries it", () => {
    const evidence = [{ day: "2026-08-13", log_e_material: Math.log(0.3), log_e_zero: Math.log(4000) }];
    const watch = { verdict: "watch", because: ["tilted"], log_e_value: Math.log(0.3) } as const;
    const found = explainSteps(inputOf({ ...watch, because: ["tilted"] }, { evidence }).answer);
    expect(found.map(({ title }) => title)).toContain("The evidence that there is a tilt at all is 4,000.");
  });

  it("gives the reason of an inconclusive verdict, not a want of evidence that there is not", () => {
    expect(stepOf("So the verdict", { verdict: "inconclusive", because: ["coverage"] })?.text).toBe(
      "Less than 80\u00a0% of the routed decisions can be compared.",
    );
  });

  it("says where deviations are counted in place of odds", () => {
    const assumptions = ["declared_rule", "judged_in_points: 0.001", "deviations: 12 of 13251"];
    const found = stepOf("The declared rule is obeyed", { baseline: "declared_policy", assumptions });
    expect(found?.title).toMatch(/material from 0\.10\u00a0% of the decisions\.$/);
    expect(found?.text).toContain("12 of 13,251");
  });
});
