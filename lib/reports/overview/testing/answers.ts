import type { Neutrality, NeutralityWithSeries, Rise } from "@/lib/neutrality";

const NEUTRALITY: Neutrality = {
  method_version: "1",
  from: "2026-04-15",
  to: "2026-11-21",
  focus: "first_party",
  baseline: "partner_revealed",
  direction: "for",
  alpha: 0.01,
  materiality: 1.05,
  covariates: ["quality", "log_cost", "latency_s"],
  decisions: 1200,
  usable: 1000,
  excluded: {
    not_router: 200,
    blind_arm: 0,
    no_candidates: 0,
    unattributed_candidate: 0,
    chosen_not_candidate: 0,
    single_candidate: 0,
    missing_quality: 0,
    missing_cost: 0,
    missing_latency: 0,
    zero_cost: 0,
    one_sided: 0,
    no_fit: 0,
  },
  observed: { focal: 270, share: 0.27 },
  expected: { focal: 268, share: 0.268 },
  lift: 0.002,
  tilt: { log_odds: 0.01, odds_ratio: 1.01, lower: -0.02, upper: 0.03, level: 0.99 },
  e_value: 0.2,
  log_e_value: Math.log(0.2),
  peak: { e_value: 1, day: "2026-04-15" },
  onset: { day: null, policy_version: null },
  verdict: "kept",
  because: ["material_tilt_ruled_out"],
  needed: null,
  guarantee: "exploratory",
  eta: 0.9,
  phi: 1.1,
  r: 0.1,
  support: 0.98,
  coverage: 0.93,
  clusters: { by: "tenant", count: 300 },
  partners: 4,
  baseline_model: null,
  full_model: null,
  strata: [],
  fits: [],
  calibration: [],
  harm: { cost_usd: null, quality: null },
  experiment: null,
  candidates: { logged: 0, policy: 0 },
  assumptions: [],
};

const period = (from: string, to: string, observed: number, expected: number) => ({
  from,
  to,
  decisions: 400,
  observed,
  expected,
});

/** A rise of six points, made of the parts given. */
export const riseOf = (mix: number, earned: number, beyond: number): Rise => ({
  before: period("2026-04-15", "2026-06-27", 0.23, 0.23),
  after: period("2026-09-09", "2026-11-21", 0.23 + mix + earned + beyond, 0.23 + mix + earned),
  change: mix + earned + beyond,
  mix,
  earned,
  beyond,
  margin: 0.007,
});

/** An answer that kept the promise, with what is different. */
export const answerOf = (
  neutrality: Partial<Neutrality> = {},
  rest: Partial<NeutralityWithSeries> = {},
): NeutralityWithSeries => ({
  neutrality: { ...NEUTRALITY, ...neutrality },
  daily: [],
  seven_days: [],
  since_onset: [],
  strata_bounds: [],
  evidence: [],
  evidence_by_router: [],
  calibration_split: [],
  rise: riseOf(0, 0.06, 0.002),
  ...rest,
});

/** A breach since policy v3, carried by code completion. */
export const breachAnswer = (): NeutralityWithSeries =>
  answerOf(
    {
      verdict: "breach",
      because: ["tilt_above_materiality"],
      onset: { day: "2026-08-10", policy_version: "v3" },
      log_e_value: 500,
    },
    {
      rise: riseOf(0, 0.004, 0.062),
      since_onset: [
        {
          router: null,
          task: null,
          decisions: 60000,
          beyond: 3700,
          observed: 0.3,
          expected: 0.24,
          log_odds: 0.33,
          lower: 0.3,
          upper: 0.36,
        },
        {
          router: "Simulated Forge",
          task: "code-completion",
          decisions: 38849,
          beyond: 3629,
          observed: 0.33,
          expected: 0.237,
          log_odds: 0.5,
          lower: 0.451,
          upper: 0.548,
        },
        {
          router: "Simulated Forge",
          task: "chat",
          decisions: 21151,
          beyond: 71,
          observed: 0.3,
          expected: 0.29,
          log_odds: 0.01,
          lower: -0.01,
          upper: 0.03,
        },
      ],
    },
  );
