import { z } from "zod";
import { NeutralityQuery } from "../schema";

const maybe = z.number().nullable();

/** A candidate as the router saw it, and as the baseline does. */
export const TellingCandidate = z.object({
  model: z.string().describe("Its name in the catalogue."),
  owner: z.string().describe("Key of its owner."),
  owner_label: z.string(),
  first_party: z.boolean(),
  focal: z.boolean().describe("Whether it is in the focus."),
  quality: maybe,
  cost_usd: maybe,
  latency_ms: maybe,
  probability: z.number().describe("That a neutral router chooses it here."),
  chosen: z.boolean(),
  /** By the declared rule, where the policy declares one that can be applied; several where they tie. */
  best_by_rule: z.boolean(),
});
export type TellingCandidate = z.infer<typeof TellingCandidate>;

/**
 * A decision for the focus that a neutral router would seldom have made so; where the question is whether the focus is
 * treated worse, one against it.
 */
export const TellingDecision = z.object({
  id: z.string().describe("Source and decision_id, parted by a colon: unique in this installation."),
  source: z.string(),
  decision_id: z.string(),
  occurred_at: z.string(),
  router: z.string(),
  policy_version: z.string().nullable(),
  task: z.string().nullable(),
  chosen_model: z.string().describe("Its name in the catalogue."),
  q: z.number().describe("Probability that a neutral router chooses the focus here."),
  rule: z.string().nullable().describe("The declared rule in words; null where none can be applied."),
  /** The model to compare with: the best by the declared rule, else the one that a neutral router most often takes. */
  standard: z.object({ model: z.string(), by: z.enum(["rule", "baseline"]) }),
  dearer_usd: maybe.describe("Expected cost of the choice less that of the standard's; null where unknown."),
  quality_lower: maybe.describe("Expected quality of the standard's less that of the choice."),
  words: z.array(z.string()).describe("The same in sentences."),
  candidates: z.array(TellingCandidate).describe("Most probable first."),
});
export type TellingDecision = z.infer<typeof TellingDecision>;

export const DeviatingQuery = NeutralityQuery.safeExtend({
  baseline: z.literal("partner_revealed").optional().describe("Chances are those of this baseline alone."),
  threshold: z
    .string()
    .regex(/^(0?\.\d+|0|1|1\.0+)$/, "A number between 0 and 1.")
    .transform(Number)
    .default(0.5)
    .describe(
      "Choices of the focus with a neutral chance below this are listed, and those in which a neutral router most often takes a model outside of it.",
    ),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type DeviatingQuery = z.infer<typeof DeviatingQuery>;

export const DeviatingAnswer = z.object({
  total: z.number().int().describe("All that the list holds, over all its pages."),
  items: z.array(TellingDecision).describe("Least neutral chance first."),
  next_cursor: z.string().nullable(),
});
export type DeviatingAnswer = z.infer<typeof DeviatingAnswer>;
