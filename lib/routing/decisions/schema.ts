import { z } from "zod";
import { Arm, DECIDED_BY, DecisionFilters, Instant, ORDERED, ordered } from "../store/range";

export const DecisionsQuery = z
  .strictObject({
    from: Instant,
    to: Instant,
    ...DecisionFilters,
    model: z
      .string()
      .max(256)
      .optional()
      .describe("The chosen model: a name of the catalogue, or as it was logged."),
    owner: z
      .string()
      .max(256)
      .optional()
      .describe("Key of the owner of the chosen model; empty: unattributed."),
    decided_by: z.enum(DECIDED_BY).optional(),
    arm: Arm.optional(),
    cursor: z.string().max(400).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  })
  .refine(ordered, ORDERED);
export type DecisionsQuery = z.infer<typeof DecisionsQuery>;

const Maybe = z.number().nullable();

export const CandidateView = z.object({
  model: z.string(),
  eligible: z.boolean().nullable(),
  quality: Maybe,
  cost_usd: Maybe,
  latency_ms: Maybe,
  score: Maybe,
  probability: Maybe,
  owner: z.string().nullable(),
  owner_name: z.string().nullable(),
  first_party: z.boolean(),
});
export type CandidateView = z.infer<typeof CandidateView>;

export const CandidatesFrom = z.enum(["logged", "policy", "none"]);
export type CandidatesFrom = z.infer<typeof CandidatesFrom>;

export const EXCLUSION_REASONS = [
  "not_router",
  "blind_arm",
  "no_candidates",
  "unattributed_candidate",
  "chosen_not_candidate",
  "single_candidate",
  "missing_quality",
  "missing_cost",
  "missing_latency",
  "zero_cost",
  "one_sided",
  "no_fit",
] as const;
export const ExclusionReason = z.enum(EXCLUSION_REASONS);
export type ExclusionReason = z.infer<typeof ExclusionReason>;

export const DecisionView = z.object({
  id: z.string().describe("Source and decision_id, parted by a colon: unique in this installation."),
  source: z.string(),
  decision_id: z.string(),
  occurred_at: z.string(),
  chosen_model: z.string(),
  router: z.string(),
  policy_version: z.string().nullable(),
  arm: Arm,
  decided_by: z.enum(DECIDED_BY),
  decided_because: z.string().nullable(),
  task: z.string().nullable(),
  requested_model: z.string().nullable(),
  region: z.string().nullable(),
  session_id: z.string().nullable(),
  /** A keyed hash, never the name that was sent. */
  tenant: z.string().nullable(),
  /** As they were logged, else as the declared policy in force names them: `candidates_from` says which. */
  candidates: z.array(CandidateView).nullable(),
  candidates_from: CandidatesFrom.describe("The log, a declared policy of the router, or nowhere."),
  candidates_policy: z.string().nullable().describe("Version of the policy that declares them."),
  candidates_complete: z
    .boolean()
    .nullable()
    .describe(
      "Whether every eligible candidate is in the catalogue, with quality, cost and latency; null without any.",
    ),
  input_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
  cost_usd: Maybe,
  latency_ms: Maybe,
  outcome: z
    .object({ status: z.string().nullable(), accepted: z.boolean().nullable(), score: Maybe })
    .nullable(),
  owner: z.string().nullable(),
  owner_name: z.string().nullable(),
  first_party: z.boolean(),
  /** Probability that a neutral router chooses one of our own models here; null where no fit covers the decision. */
  q: Maybe,
  tested: z.boolean(),
  excluded_because: ExclusionReason.nullable(),
});
export type DecisionView = z.infer<typeof DecisionView>;

export const DecisionsAnswer = z.object({ items: z.array(DecisionView), next_cursor: z.string().nullable() });
export type DecisionsAnswer = z.infer<typeof DecisionsAnswer>;
