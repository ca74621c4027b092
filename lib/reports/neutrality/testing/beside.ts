import type { Beside, EligibilityJump } from "@/lib/neutrality";

const difference = { difference: 0.004, lower: -0.004, upper: 0.012 };
/** A partner's tilt of 1.01, beside ours of 1.11 at least. */
export const placebo = {
  since: "2026-08-10",
  focus: { decisions: 1, observed: null, expected: null, log_odds: 0.13, lower: 0.1, upper: 0.17 },
  partners: [],
  largest: { key: "zeta", name: "Zeta AI", log_odds: 0.01 },
  beyond: true,
};
export const jump: EligibilityJump = {
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
export function beside(part: {
  placebo?: Partial<Beside["placebo"]>;
  honesty?: Beside["score_honesty"]["finding"];
  outcome?: Beside["outcome_test"]["finding"];
  /** Of the outcome test: its interval, and what honest scores would have. */
  range?: readonly [number, number];
  predicted?: number;
  jumps?: EligibilityJump[];
}): Beside {
  const read: Pick<
    Beside,
    "placebo" | "score_honesty" | "outcome_test" | "eligibility_parity" | "near_ties" | "harm"
  > = {
    near_ties: { decisions: 400, declared: 0, bands: [], observed: 0.31, expected: 0.3, ...difference },
    harm: {
      cost_usd: { decisions: 900, actual: 12, expected: 10, difference: 2, lower: 1, upper: 3 },
      quality: null,
    },
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
      predicted: part.predicted ?? 0.002,
      ...difference,
      ...(part.range ? { lower: part.range[0], upper: part.range[1] } : {}),
      finding: part.outcome ?? "no_difference",
      bins: [],
    },
    eligibility_parity: { versions: [], jumps: part.jumps ?? [], tests: 12, margin: 0.01 },
  };
  return read as Beside;
}
