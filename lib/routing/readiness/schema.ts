import { z } from "zod";

export const ReadinessQuery = z.strictObject({
  source: z.string().min(1).max(64).optional().describe("Key of a traffic source; absent: all of them."),
});
export type ReadinessQuery = z.infer<typeof ReadinessQuery>;

const Count = z.number().int();

export const UnknownName = z.object({ name: z.string(), chosen: Count, candidate: Count });
export type UnknownName = z.infer<typeof UnknownName>;

export const BaselineReadiness = z.object({
  baseline: z.enum(["partner_revealed", "declared_policy", "owner_blind", "reference_share"]),
  ready: z.boolean(),
  /** What is still missing, in words; empty when nothing is. */
  missing: z.array(z.string()),
});
export type BaselineReadiness = z.infer<typeof BaselineReadiness>;

export const ReadinessAnswer = z.object({
  decisions: Count,
  routed: Count.describe("Decided by the router itself, in production."),
  with_candidates: Count,
  with_quality: Count.describe("Routed, with quality on every candidate; likewise cost and latency."),
  with_cost: Count,
  with_latency: Count,
  blind: Count.describe("Decided by the copy that is blind to ownership."),
  routers: z.array(z.string()),
  routers_without_policy: z.array(z.string()),
  unknown_names: z.array(UnknownName).describe("The 50 most frequent names that match no model."),
  baselines: z.array(BaselineReadiness),
});
export type ReadinessAnswer = z.infer<typeof ReadinessAnswer>;
