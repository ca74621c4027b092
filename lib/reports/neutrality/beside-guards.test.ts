import { describe, expect, it } from "vitest";
import type { Neutrality } from "@/lib/neutrality";
import { besideGuards } from "./beside-guards";
import { beside, jump, placebo } from "./testing/beside";
import { inputOf } from "./testing/inputs";

const guardsOf = (part: Parameters<typeof beside>[0], neutrality: Partial<Neutrality> = {}) =>
  besideGuards(beside(part), { ...inputOf({ verdict: "breach", ...neutrality }), party_name: "Zeta AI" });
const marks = (part: Parameters<typeof beside>[0], neutrality?: Partial<Neutrality>) =>
  Object.fromEntries(guardsOf(part, neutrality).map(({ key, mark }) => [key, mark]));
const placeboText = (...asked: Parameters<typeof guardsOf>) => guardsOf(...asked)[0]?.text;

describe("what is held against a verdict", () => {
  it("holds where nothing speaks against it", () => {
    expect(marks({})).toEqual({
      placebo: "held",
      score_honesty: "held",
      outcome_test: "held",
      eligibility: "held",
    });
    expect(placeboText({})).toBe(
      "Zeta AI, put in the place of our own models, has the largest tilt of all partners: odds 1.01; for our own models the odds are at least 1.11, above that.",
    );
  });

  it("names the check that asks of scores too, and why its figure is another", () => {
    const guard = (score_check: { id: string; key: string } | null) =>
      besideGuards(beside({}), { ...inputOf({ verdict: "breach" }), score_check }).find(
        ({ key }) => key === "score_honesty",
      );
    expect(guard(null)?.link).toBeUndefined();
    const told = guard({ id: "c", key: "score-honesty" });
    expect(told?.link).toEqual({ text: "score-honesty", href: "/promise/checks/c" });
    expect(told?.text).toContain("they count in opposite directions:");
  });

  it("marks each that speaks against it, and what is not known as such", () => {
    expect(marks({ placebo: { beyond: false } }).placebo).toBe("stepped_down");
    expect(marks({ placebo: { largest: null, beyond: null } }).placebo).toBe("unknown");
    expect(marks({ honesty: "flattered" }).score_honesty).toBe("stepped_down");
    expect(marks({ honesty: "too_few" }).score_honesty).toBe("open");
    expect(marks({ honesty: "unrelated" }).score_honesty).toBe("open");
    expect(marks({ outcome: "focal_worse", range: [-0.02, -0.01] }).outcome_test).toBe("stepped_down");
    expect(marks({ jumps: [jump] }).eligibility).toBe("stepped_down");
    const [, , , eligibility] = guardsOf({ jumps: [jump] });
    expect(eligibility?.text).toBe(
      "With v3 of forge, how often partners’ candidates are eligible fell by 1.1 points.",
    );
  });
});

describe("asked whether a party is treated worse", () => {
  const against = { focus: "party:zeta", direction: "against" } as const;
  const worse = {
    focus: { ...placebo.focus, log_odds: -0.18, lower: -0.23, upper: -0.13 },
    largest: { key: "omega", name: "Omega", log_odds: -0.21 },
    beyond: false,
  };

  it("compares the placebo with the bound on that side, by the party's name", () => {
    expect(placeboText({ placebo: worse }, { ...against, verdict: "watch" })).toBe(
      "Omega, put in the place of models of Zeta AI, is treated worst of all partners: odds 0.81; for models of Zeta AI the odds are at most 0.88, not below that.",
    );
    const far = { ...worse, largest: { ...worse.largest, log_odds: -0.05 }, beyond: true };
    expect(placeboText({ placebo: far }, against)).toMatch(/odds 0\.95; .* at most 0\.88, below that\.$/);
  });

  it("turns the readings round that could hide it", () => {
    expect(marks({ honesty: "flattered" }, against).score_honesty).toBe("held");
    expect(marks({ honesty: "modest" }, against).score_honesty).toBe("stepped_down");
    expect(marks({ outcome: "focal_worse", range: [-0.02, -0.01] }, against).outcome_test).toBe("held");
    expect(marks({ outcome: "focal_better", range: [0.01, 0.02] }, against).outcome_test).toBe(
      "stepped_down",
    );
  });

  it("holds nothing against a router that honest scores would have shown as well", () => {
    const better = { outcome: "focal_better", range: [0.076, 0.102], predicted: 0.095 } as const;
    expect(marks(better, against).outcome_test).toBe("held");
    const worse = { outcome: "focal_worse", range: [-0.02, -0.01], predicted: -0.015 } as const;
    expect(marks(worse).outcome_test).toBe("held");
  });
});

describe("a placebo where it decides nothing", () => {
  const far = { placebo: { beyond: false } };

  it("has no say where no breach stood", () => {
    expect(marks(far, { verdict: "kept" }).placebo).toBe("aside");
    expect(placeboText(far, { verdict: "kept" })).toMatch(/It would be held against a breach\.$/);
  });

  it.each(["declared_policy", "owner_blind", "reference_share"] as const)("has no say by %s", (baseline) => {
    expect(marks(far, { baseline }).placebo).toBe("aside");
    expect(placeboText(far, { baseline })).toMatch(
      /^By the standard between partners .* no say by this baseline\.$/,
    );
  });

  it("tells two odds apart that two digits would show alike", () => {
    const near = { largest: { key: "omega", name: "Omega", log_odds: Math.log(1.112) } };
    const own = { ...placebo.focus, lower: Math.log(1.1149) };
    expect(placeboText({ placebo: { ...near, focus: own } })).toMatch(
      /odds 1\.112; .* at least 1\.115, above that/,
    );
  });
});
