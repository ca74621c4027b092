import { z } from "zod";
import { EXCLUSION_REASONS } from "@/lib/routing";
import { Baseline, VerdictWord } from "../schema";

const count = z.number().int();
const maybe = z.number().nullable();
/** UTC day, as 2026-08-10. */
const day = z.string();
/** A router's policy version; null where the log names none. */
const Version = { router: z.string(), policy_version: z.string().nullable() };
/** At the answer's `level`, for one look; null where it cannot be told. */
const Difference = { difference: maybe, lower: maybe, upper: maybe };

/** What customers got against what the baseline would have given them, on the decisions that carry the figure. */
export const HarmFigure = z.object({
  decisions: count,
  actual: z.number(),
  expected: z.number(),
  ...Difference,
});
export type HarmFigure = z.infer<typeof HarmFigure>;

export const OutcomeKind = z.enum(["accepted", "score", "success"]);
export type OutcomeKind = z.infer<typeof OutcomeKind>;

/** Decisions with an outcome, and its mean (a fraction of 1); null without any. */
export const OutcomeGroup = z.object({ decisions: count, mean: maybe });
export type OutcomeGroup = z.infer<typeof OutcomeGroup>;

/** Focal choices and the others in `[low, high)` of what the bins go by. */
export const OutcomeBin = z.object({
  low: z.number(),
  high: z.number(),
  focal: OutcomeGroup,
  others: OutcomeGroup,
});
export type OutcomeBin = z.infer<typeof OutcomeBin>;

const Outcomes = {
  /** Which outcome of the log is used; null where there is none. */
  outcome: OutcomeKind.nullable(),
  decisions: count,
  with_outcome: count,
  /** Share of the decisions that have it; null without decisions. */
  coverage: maybe,
  /** Of those with an outcome, in cells (router, task, bin) where focal and other choices both stand. */
  compared: count,
};

/** Success of focal choices less that of others where a neutral router chooses the focus as often. */
export const OutcomeTest = z.object({
  ...Outcomes,
  focal: OutcomeGroup,
  others: OutcomeGroup,
  ...Difference,
  /**
   * The same difference of the predicted qualities: how far honest scores would have it, also without any tilt, since
   * models are chosen for their price too. Null where quality is not a covariate.
   */
  predicted: maybe,
  finding: z.enum(["too_few", "no_difference", "focal_worse", "focal_better"]),
  /** By the expected focal probability q, over routers and tasks. */
  bins: z.array(OutcomeBin),
});
export type OutcomeTest = z.infer<typeof OutcomeTest>;

export const ScoreGroup = z.object({ decisions: count, predicted: maybe, outcome: maybe });
export type ScoreGroup = z.infer<typeof ScoreGroup>;

/** Outcomes of focal choices less those of others at the same predicted quality. */
export const ScoreHonesty = z.object({
  ...Outcomes,
  focal: ScoreGroup,
  others: ScoreGroup,
  ...Difference,
  /** How the outcome rises with the predicted quality, within router, task and owner. */
  slope: z.object({ estimate: maybe, lower: maybe, upper: maybe }),
  /**
   * `flattered`: focal models bring less than others of the same predicted quality; `modest`: more; `unrelated`: outcomes
   * do not rise with predicted quality, so they cannot verify it.
   */
  finding: z.enum(["too_few", "unrelated", "no_difference", "flattered", "modest"]),
  /** Each partner against the other partners. */
  by_partner: z.array(z.object({ key: z.string(), name: z.string(), ...ScoreGroup.shape, ...Difference })),
  /** By predicted quality, over routers and tasks. */
  bins: z.array(OutcomeBin),
});
export type ScoreHonesty = z.infer<typeof ScoreHonesty>;

/** Chosen models of the decisions under one reason; `usable` for those that are tested. */
export const ExclusionShare = z.object({
  reason: z.enum(["usable", ...EXCLUSION_REASONS]),
  decisions: count,
  /** Of these, with a chosen model whose owner is known; `focal` of them are in the focus. */
  known: count,
  focal: count,
  /** focal / known; null where none is known. */
  share: maybe,
});
export type ExclusionShare = z.infer<typeof ExclusionShare>;

/** Candidates named in the log of a version, whatever they lack, and how many of them were eligible. */
export const OfferedSide = z.object({
  offered: count,
  eligible: count,
  /** Share of the version's decisions that named at least one. */
  present: maybe,
  eligible_share: maybe,
});
export type OfferedSide = z.infer<typeof OfferedSide>;

/** Focal share of the candidates offered, or of the eligible; share of a side's offered candidates that were eligible. */
export const EligibilityFigure = z.enum([
  "focal_of_offered",
  "focal_of_eligible",
  "focal_eligible",
  "partners_eligible",
]);
export type EligibilityFigure = z.infer<typeof EligibilityFigure>;

export const EligibilityVersion = z.object({
  ...Version,
  first_day: day,
  last_day: day,
  /** With at least one candidate whose owner is known. */
  decisions: count,
  focal: OfferedSide,
  partners: OfferedSide,
  focal_of_offered: maybe,
  focal_of_eligible: maybe,
});
export type EligibilityVersion = z.infer<typeof EligibilityVersion>;

/** A change with a policy version, at the same tasks: a watch of its own. `difference` is after less before. */
export const EligibilityJump = z.object({
  ...Version,
  previous: z.string().nullable(),
  day,
  what: EligibilityFigure,
  before: z.number(),
  after: z.number(),
  difference: z.number(),
  lower: z.number(),
  upper: z.number(),
  /** Whether it helps the focus, harms it. */
  effect: z.enum(["for", "against"]),
});
export type EligibilityJump = z.infer<typeof EligibilityJump>;

export const EligibilityParity = z.object({
  /** By router, in order of time. */
  versions: z.array(EligibilityVersion),
  jumps: z.array(EligibilityJump),
  /** How many comparisons were made; each interval has the level 1 - alpha / tests. */
  tests: count,
  /** A jump's whole interval lies further from 0 than this. */
  margin: z.number(),
});
export type EligibilityParity = z.infer<typeof EligibilityParity>;

/** Where the best focal and the best other candidate differ in quality by no more than the band. */
export const NearTies = z.object({
  decisions: count,
  /** Of these, where the policy declares the band; elsewhere it is 0.02. */
  declared: count,
  bands: z.array(z.object({ ...Version, band: z.number(), declared: z.boolean() })),
  observed: maybe,
  expected: maybe,
  ...Difference,
});
export type NearTies = z.infer<typeof NearTies>;

export const VersionLift = z.object({
  ...Version,
  first_day: day,
  last_day: day,
  decisions: count,
  /** Focal shares. */
  observed: z.number(),
  expected: z.number(),
  lift: z.number(),
  lower: z.number(),
  upper: z.number(),
  tilt: z.object({ log_odds: maybe, lower: maybe, upper: maybe }),
  /** The lift less that of the router's version before it; null for the first. */
  change: z.object({ lift: z.number(), lower: z.number(), upper: z.number() }).nullable(),
});
export type VersionLift = z.infer<typeof VersionLift>;

export const MaterialityPoint = z.object({
  materiality: z.number(),
  verdict: VerdictWord,
  because: z.array(z.string()),
  log_e_value: maybe,
});
export type MaterialityPoint = z.infer<typeof MaterialityPoint>;

const PlaceboFigures = {
  decisions: count,
  /** Shares of the focus, or of the partner that stands in for it. */
  observed: maybe,
  expected: maybe,
  log_odds: maybe,
  lower: maybe,
  upper: maybe,
};

export const PlaceboPartner = z.object({
  key: z.string(),
  name: z.string(),
  ...PlaceboFigures,
  /** Whether its tilt is known well enough to be held against ours. */
  counts: z.boolean(),
});
export type PlaceboPartner = z.infer<typeof PlaceboPartner>;

/** Each partner in turn as if it were the focus, among partners only, on decisions that partners won. */
export const Placebo = z.object({
  /** The days compared begin here: with the evidence where there is any, else with the window. */
  since: day,
  focus: z.object(PlaceboFigures),
  partners: z.array(PlaceboPartner),
  /** The largest tilt that counts, in the direction of the verdict; null where none does. */
  largest: z.object({ key: z.string(), name: z.string(), log_odds: z.number() }).nullable(),
  /** Whether our bound lies beyond it; a breach needs that. Null without a largest. */
  beyond: z.boolean().nullable(),
});
export type Placebo = z.infer<typeof Placebo>;

export const BaselineAnswer = z.object({
  baseline: Baseline,
  available: z.boolean(),
  /** Why it is not available, or what decided its verdict: codes and sentences; `explainReason` has the words. */
  because: z.array(z.string()),
  verdict: VerdictWord.nullable(),
  usable: count,
  odds_ratio: maybe,
  /** Of the odds ratio. */
  lower: maybe,
  upper: maybe,
  coverage: maybe,
});
export type BaselineAnswer = z.infer<typeof BaselineAnswer>;

/** What stands beside a verdict: none of it enters the verdict, but for the placebos, which may step a breach down. */
export const Beside = z.object({
  from: z.string(),
  to: z.string(),
  focus: z.string(),
  /**
   * The baseline of `by_materiality`, and of `versions` where its fits are by version; all else goes by
   * `partner_revealed`.
   */
  baseline: Baseline,
  /** Of the intervals: 1 - alpha. */
  level: z.number(),
  /** Codes that belong in the headline (`scores_unverified`, …); `explainReason` has the words. */
  notes: z.array(z.string()),
  harm: z.object({ cost_usd: HarmFigure.nullable(), quality: HarmFigure.nullable() }),
  outcome_test: OutcomeTest,
  score_honesty: ScoreHonesty,
  exclusion_parity: z.array(ExclusionShare),
  eligibility_parity: EligibilityParity,
  near_ties: NearTies,
  versions: z.array(VersionLift),
  by_materiality: z.array(MaterialityPoint),
  placebo: Placebo,
  baselines: z.array(BaselineAnswer),
});
export type Beside = z.infer<typeof Beside>;
