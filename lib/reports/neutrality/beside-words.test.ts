import { describe, expect, it } from "vitest";
import type { Beside, EligibilityJump, VerdictWord } from "@/lib/neutrality";
import { baselineWords, besideGuards, harmTitle, materialityWords } from "./beside-words";

const points = (...verdicts: VerdictWord[]): Beside["by_materiality"] =>
  verdicts.map((verdict, place) => ({
    materiality: 1 + place * 0.05,
    verdict,
    because: [],
    log_e_value: null,
  }));

it("says how far a verdict carries as the materiality grows", () => {
  expect(materialityWords(points("breach", "breach", "watch", "watch", "kept"))).toBe(
    "Breach up to 1.05, watch up to 1.15, kept from 1.20.",
  );
  expect(materialityWords(points("kept", "kept"))).toBe("Kept at any materiality from 1.00 to 1.05.");
});

const baseline = (verdict: VerdictWord | null): Beside["baselines"][number] => ({
  baseline: "partner_revealed",
  available: verdict !== null,
  because: [],
  verdict,
  usable: 10,
  odds_ratio: null,
  lower: null,
  upper: null,
  coverage: null,
});

it("counts only baselines that can be computed", () => {
  expect(baselineWords([baseline("breach"), baseline("kept"), baseline(null)], "breach")).toBe(
    "One of two baselines that can be computed say breach.",
  );
  expect(baselineWords([baseline(null)], "kept")).toBe("No baseline can be computed here.");
});

const difference = { difference: 0.004, lower: -0.004, upper: 0.012 };
const placebo = {
  since: "2026-08-10",
  focus: { decisions: 1, observed: null, expected: null, log_odds: 0.13, lower: 0.1, upper: 0.17 },
  partners: [],
  largest: { key: "zeta", name: "Zeta AI", log_odds: 0.01 },
  beyond: true,
};
const jump: EligibilityJump = {
  router: "forge",
  policy_version: "v3",
  previous: "v2",
  day: "2026-08-10",
  what: "partners_eligible",
  before: 0.98,
  after: 0.969,
  difference: -0.011,
  lower: -0.014,
  upper: -0.01,
  effect: "for",
};

/** What the guards read, with what is different. */
function beside(part: {
  placebo?: Partial<Beside["placebo"]>;
  honesty?: Beside["score_honesty"]["finding"];
  outcome?: Beside["outcome_test"]["finding"];
  jumps?: EligibilityJump[];
}): Beside {
  const read: Pick<Beside, "placebo" | "score_honesty" | "outcome_test" | "eligibility_parity"> = {
    placebo: { ...placebo, ...part.placebo },
    score_honesty: {
      outcome: "accepted",
      decisions: 100,
      with_outcome: 29,
      coverage: 0.29,
      compared: 20,
      focal: { decisions: 1, predicted: 0.8, outcome: 0.8 },
      others: { decisions: 1, predicted: 0.8, outcome: 0.8 },
      ...difference,
      slope: { estimate: 1, lower: 0.9, upper: 1.1 },
      finding: part.honesty ?? "no_difference",
      by_partner: [],
      bins: [],
    },
    outcome_test: {
      outcome: "accepted",
      decisions: 100,
      with_outcome: 29,
      coverage: 0.29,
      compared: 20,
      focal: { decisions: 1, mean: 0.79 },
      others: { decisions: 1, mean: 0.76 },
      predicted: 0.002,
      ...difference,
      finding: part.outcome ?? "no_difference",
      bins: [],
    },
    eligibility_parity: { versions: [], jumps: part.jumps ?? [], tests: 12, margin: 0.01 },
  };
  return read as Beside;
}

const marks = (part: Parameters<typeof beside>[0], verdict: VerdictWord = "breach") =>
  Object.fromEntries(besideGuards(beside(part), verdict).map(({ key, mark }) => [key, mark]));

describe("what is held against a verdict", () => {
  it("holds where nothing speaks against it", () => {
    expect(marks({})).toEqual({
      placebo: "held",
      score_honesty: "held",
      outcome_test: "held",
      eligibility: "held",
    });
    const [first] = besideGuards(beside({}), "breach");
    expect(first?.text).toBe(
      "Largest tilt of a partner put in our place: Zeta AI, odds 1.01; ours is at least 1.11, above.",
    );
  });

  it("marks each that speaks against it, and what is not known as such", () => {
    expect(marks({ placebo: { beyond: false } }).placebo).toBe("stepped_down");
    expect(marks({ placebo: { beyond: false } }, "kept").placebo).toBe("held");
    expect(marks({ placebo: { largest: null, beyond: null } }).placebo).toBe("unknown");
    expect(marks({ honesty: "flattered" }).score_honesty).toBe("stepped_down");
    expect(marks({ honesty: "too_few" }).score_honesty).toBe("open");
    expect(marks({ honesty: "unrelated" }).score_honesty).toBe("open");
    expect(marks({ outcome: "focal_worse" }).outcome_test).toBe("stepped_down");
    expect(marks({ jumps: [jump] }).eligibility).toBe("stepped_down");
    const [, , , eligibility] = besideGuards(beside({ jumps: [jump] }), "breach");
    expect(eligibility?.text).toBe(
      "With v3 of forge, how often partners’ candidates are eligible fell by 1.1 points.",
    );
  });
});

it("says that customers paid more only where it is sure", () => {
  const harm = (lower: number): Beside =>
    ({
      harm: {
        cost_usd: { decisions: 9, actual: 12, expected: 10, difference: 2, lower, upper: 4 },
        quality: null,
      },
    }) as unknown as Beside;
  expect(harmTitle(harm(1))).toBe("Customers paid USD\u00a02.00 more than with a neutral router.");
  expect(harmTitle(harm(-1))).toBe("Customers paid about what a neutral router would have cost them.");
});
