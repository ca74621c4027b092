import { z } from "zod";
import { Baseline, Covariate, Direction, VerdictWord } from "../schema";

/** Which decisions are put to the test, and learnt from. */
export const SpecificationWindow = z.enum([
  "whole",
  "policy_in_force",
  "without_first_week",
  "without_last_week",
  "first_half",
  "second_half",
]);
export type SpecificationWindow = z.infer<typeof SpecificationWindow>;

export const SpecificationOutliers = z.enum(["none", "outlier_days", "largest_tenant"]);
export type SpecificationOutliers = z.infer<typeof SpecificationOutliers>;

export const SpecificationWeight = z.enum(["requests", "tokens", "spend"]);
export type SpecificationWeight = z.infer<typeof SpecificationWeight>;

export const SpecificationCandidates = z.enum(["all", "one_per_family"]);
export type SpecificationCandidates = z.infer<typeof SpecificationCandidates>;

/** What one way to measure decides. `covariates`: null where the baseline uses none. */
export const SpecificationChoices = z.object({
  baseline: Baseline,
  covariates: z
    .array(Covariate)
    .nullable()
    .describe(
      "What a neutral choice may rest on; null: what the declared rule weighs, or nothing (owner_blind, reference_share).",
    ),
  window: SpecificationWindow,
  outliers: SpecificationOutliers.describe("What is left out as unusual."),
  weight: SpecificationWeight.describe(
    "What a decision counts as: one request, its input tokens, or the mean expected cost of its candidates.",
  ),
  candidates: SpecificationCandidates.describe(
    "All, or of the candidates of one product the best alone, ours and partners' alike: a bound that holds for variants that hardly differ.",
  ),
});
export type SpecificationChoices = z.infer<typeof SpecificationChoices>;

const maybe = z.number().nullable();

/** One way to measure, estimated anew on its own decisions. Shares and lift are fractions of 1 of what it counts by. */
export const Specification = z.object({
  choices: SpecificationChoices,
  chosen: z.boolean().describe("Whether this is the way of the verdict."),
  decisions: z.number().int(),
  observed: z.number(),
  expected: z.number(),
  lift: z.number().describe("Observed less expected share."),
  lower: z
    .number()
    .describe(
      "Lower end of the lift's interval of this level: for one look, robust to clusters, estimate included.",
    ),
  upper: z.number(),
  level: z.number(),
  odds: z
    .object({ ratio: maybe, lower: maybe, upper: maybe })
    .describe("The tilt as an odds ratio; its interval may be looked at every day. Null: no finite one."),
  verdict: VerdictWord,
});
export type Specification = z.infer<typeof Specification>;

/** Ways that could not be estimated, with why. */
export const UntoldSpecification = z.object({ choices: SpecificationChoices, reason: z.string() });
export type UntoldSpecification = z.infer<typeof UntoldSpecification>;

const Agreement = z.object({
  specifications: z.number().int(),
  same_sign: z.number().int(),
  same_verdict: z.number().int(),
  both: z.number().int(),
});
export type SpecificationAgreement = z.infer<typeof Agreement>;

export const SpecificationCurve = z.object({
  method_version: z.string(),
  from: z.string(),
  to: z.string(),
  focus: z.string(),
  direction: Direction,
  alpha: z.number(),
  materiality: z.number(),
  specifications: z.array(Specification).describe("From the least lift to the greatest."),
  not_estimated: z.array(UntoldSpecification),
  agreement: Agreement.describe(
    "Of the specifications with all candidates, the chosen among them: how many agree with it. All 0 where it could not be estimated.",
  ),
  bounds: Agreement.describe("The same of those with one candidate per family, which are counted apart."),
});
export type SpecificationCurve = z.infer<typeof SpecificationCurve>;
