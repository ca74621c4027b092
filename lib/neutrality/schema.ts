import { z } from "zod";
import {
  DecisionFilters,
  EXCLUSION_REASONS,
  type ExclusionReason,
  Instant,
  ORDERED,
  ordered,
} from "@/lib/routing";
import { AskedFilters, DataDigest, Onset, PooledFullModel } from "./answer-schema";
import { Experiment } from "./experiment-schema";
import type { FixedStratum } from "./fixed-stratum";
import { LogitModel } from "./logit-model";
import { NEEDS_REFERENCE, REFUSES_REFERENCE, ReferenceShares } from "./reference";
import type { CalibrationSplit, DailyPoint, EvidencePoint, Rise, SinceOnset } from "./series-schema";
import { VERDICTS } from "./stats/verdict";

export * from "./answer-schema";
export * from "./fixed-stratum";
export * from "./logit-model";
export type * from "./series-schema";

/** Grows whenever the same data would give another answer. */
export const METHOD_VERSION = "5";

export const Baseline = z.enum(["partner_revealed", "declared_policy", "owner_blind", "reference_share"]);
export type Baseline = z.infer<typeof Baseline>;

/** The baselines that can be asked for. */
export const AVAILABLE_BASELINES: readonly Baseline[] = [
  "partner_revealed",
  "declared_policy",
  "owner_blind",
  "reference_share",
];

export const Covariate = z.enum(["quality", "log_cost", "latency_s"]);
export type Covariate = z.infer<typeof Covariate>;

export const Direction = z.enum(["for", "against", "both"]);
export type Direction = z.infer<typeof Direction>;

export const VerdictWord = z.enum(VERDICTS);
export type VerdictWord = z.infer<typeof VerdictWord>;

const FOCUS = /^(first_party|investees|party:[^\s]{1,128})$/;

/** Whose models are asked about. */
export const Focus = z
  .string()
  .regex(FOCUS, "first_party, investees or party:KEY.")
  .default("first_party")
  .describe(
    "Whose models are asked about: first_party, investees (those of whom you may see it; the answer names them) or party:KEY.",
  );

const number = (text: string) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(e-?\d+)?$/i, text)
    .transform(Number)
    .pipe(z.number().finite());

const isCovariate = (name: string): name is Covariate => Covariate.options.some((known) => known === name);

const covariates = z
  .string()
  .refine(
    (text) => {
      const names = text.split(",");
      return names.every(isCovariate) && new Set(names).size === names.length;
    },
    `Some of ${Covariate.options.join(", ")}, each once, with commas between.`,
  )
  .transform((text) => Covariate.options.filter((name) => text.split(",").includes(name)));

export const NeutralityQuery = z
  .strictObject({
    from: Instant,
    to: Instant,
    ...DecisionFilters,
    focus: Focus,
    baseline: Baseline.refine((name) => AVAILABLE_BASELINES.includes(name), {
      error: `Not available here; available: ${AVAILABLE_BASELINES.join(", ")}.`,
    })
      .optional()
      .describe("How a neutral router is described; default: the strongest that the data allow."),
    direction: Direction.optional().describe(
      "Is the focus favoured (for), treated worse (against), or both; default for, with party:KEY against.",
    ),
    alpha: number("A number between 0 and 1.")
      .refine((value) => value > 0 && value < 1, "Between 0 and 1, both excluded.")
      .default(0.01)
      .describe("Probability of a false alarm, however often one looks."),
    materiality: number("A number of at least 1.")
      .refine((value) => value >= 1 && value <= 1000, "An odds ratio of at least 1 (and at most 1,000).")
      .default(1.05)
      .describe("The odds ratio from which a tilt is material."),
    materiality_share: number("A number between 0 and 1.")
      .refine((value) => value > 0 && value < 1, "Between 0 and 1, both excluded.")
      .optional()
      .describe(
        "The share of decisions against a rule obeyed without noise that is material; default 0.001.",
      ),
    noise: z
      .enum(["logit", "constant"])
      .optional()
      .describe(
        "Noise around a declared rule; default: a logit, and a constant where that has no finite estimate.",
      ),
    covariates: covariates
      .optional()
      .describe("Some of quality, log_cost, latency_s; default: those that 90 % of decisions carry."),
    reference: ReferenceShares.optional().describe(
      "With reference_share: the share that a neutral router would give, one for all tasks (0.25) or one a task (chat:0.3,code:0.2).",
    ),
  })
  .refine(ordered, ORDERED)
  .refine(
    ({ baseline, reference }) => baseline !== "reference_share" || reference !== undefined,
    NEEDS_REFERENCE,
  )
  .refine(
    ({ baseline, reference }) => baseline === "reference_share" || reference === undefined,
    REFUSES_REFERENCE,
  );

/** A question. Nobody but a check, which fixes its strata before the data, has any: the evidence is mixed with theirs. */
export type NeutralityQuery = z.infer<typeof NeutralityQuery> & {
  fixed_strata?: readonly FixedStratum[] | undefined;
};

const count = z.number().int();
const maybe = z.number().nullable();
const maybeText = z.string().nullable();

export const Neutrality = z.object({
  method_version: z.string(),
  from: z.string(),
  to: z.string(),
  focus: z.string(),
  baseline: Baseline,
  direction: Direction,
  alpha: z.number(),
  materiality: z.number(),
  covariates: z.array(Covariate),
  /** What was asked beyond the range, as it was asked: null where it was not. */
  filters: AskedFilters,
  materiality_share: maybe,
  noise: z.enum(["logit", "constant"]).nullable(),
  reference: z.string().nullable(),
  data: DataDigest.describe("The data that the answer rests on: the same digest, the same figures."),
  decisions: count,
  usable: count,
  /** Each decision that is not tested, under the first reason that applies. */
  excluded: z.object(
    Object.fromEntries(EXCLUSION_REASONS.map((name) => [name, count])) as Record<
      ExclusionReason,
      typeof count
    >,
  ),
  /** Usable decisions by where their candidates come from, the log or a declared policy; both 0 where nobody looks at them. */
  candidates: z.object({ logged: count, policy: count }),
  /**
   * Decisions that went to focal models, and their share of the usable; expected is what neutrality would give. In an
   * experiment that is the blind copy's share of each day and stratum.
   */
  observed: z.object({ focal: z.number(), share: maybe }),
  expected: z.object({ focal: z.number(), share: maybe }),
  lift: maybe,
  tilt: z.object({ log_odds: maybe, odds_ratio: maybe, lower: maybe, upper: maybe, level: z.number() }),
  e_value: maybe,
  log_e_value: maybe,
  peak: z.object({ e_value: maybe, day: z.string().nullable() }),
  /** First and last UTC day with a tested decision. */
  tested: z.object({ from: maybeText, to: maybeText }),
  onset: Onset,
  seen_from: maybeText.describe(
    "Of kept: a material tilt that began on this UTC day or before would show by now; null where none would yet.",
  ),
  verdict: VerdictWord,
  /** Codes; `explainReason` has the words. */
  because: z.array(z.string()),
  needed: maybe,
  guarantee: z.enum(["anytime", "exploratory"]),
  eta: maybe,
  phi: maybe,
  r: maybe,
  support: maybe,
  coverage: maybe,
  /** What dependence is counted by: each has as many groups as `count`. */
  clusters: z.object({ by: z.enum(["tenant", "session", "day"]), count }).nullable(),
  /** Owners outside the focus among the candidates tested. */
  partners: count,
  baseline_model: LogitModel.nullable(),
  full_model: LogitModel.nullable(),
  full_model_pooled: PooledFullModel.nullable(),
  strata: z.array(
    z.object({
      /** Null in the row of all strata beyond the largest hundred. */
      router: z.string().nullable(),
      task: z.string().nullable(),
      decisions: count,
      observed: z.number(),
      expected: z.number(),
      log_odds: maybe,
      e_value: z.number(),
      named: z.boolean(),
    }),
  ),
  fits: z.array(
    z.object({
      router: z.string(),
      policy_version: z.string().nullable(),
      baseline_model: LogitModel.nullable(),
      full_model: LogitModel.nullable(),
      /** Why the baseline has no fit; null when it has one. */
      reason: z.string().nullable(),
    }),
  ),
  calibration: z.array(
    z.object({ bin: count, decisions: count, expected: z.number(), observed: z.number() }),
  ),
  harm: z.object({ cost_usd: maybe, quality: maybe }),
  /** With owner_blind; null otherwise. */
  experiment: Experiment.nullable(),
  /** What the verdict rests on, as codes; `explainReason` has the words. */
  assumptions: z.array(z.string()),
});
export type Neutrality = z.infer<typeof Neutrality>;

/** A verdict with what a chart beside it draws, from the same table. */
export type NeutralityWithSeries = {
  neutrality: Neutrality;
  /** A point for each day that has usable decisions. */
  daily: DailyPoint[];
  /** The same over the seven days up to each of them. */
  seven_days: DailyPoint[];
  /** All decisions since the onset (router and task null), then each stratum; empty without an onset. */
  since_onset: SinceOnset[];
  /** The log-odds interval of each of `neutrality.strata` by itself, over the whole window. */
  strata_bounds: { lower: number | null; upper: number | null }[];
  /** What made the share change over the window; null under three weeks. */
  rise: Rise | null;
  /** The evidence as it grew, day by day; of all, then of each router alone where there are several. */
  evidence: EvidencePoint[];
  evidence_by_router: { router: string; evidence: EvidencePoint[] }[];
  /** All together first (router and task null), then each router, then the named strata. */
  calibration_split: CalibrationSplit[];
};
