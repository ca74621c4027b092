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

export const Lack = z.object({ what: z.string(), decisions: Count });
export type Lack = z.infer<typeof Lack>;

export const DeclaredCandidates = z.object({
  decisions: Count.describe("Routed, with candidates that a declared policy of the router names."),
  with_quality: Count.describe("Of these, with a quality estimate of the register for every candidate."),
  with_cost: Count.describe("Of these, with tokens logged and a list price of every candidate."),
  lacking: z
    .array(Lack)
    .describe("What routed decisions without logged candidates lack; the 20 that concern most."),
});
export type DeclaredCandidates = z.infer<typeof DeclaredCandidates>;

export const ReadinessAnswer = z.object({
  decisions: Count,
  routed: Count.describe("Decided by the router itself, in production."),
  with_candidates: Count.describe("Routed, with candidates in the log."),
  with_quality: Count.describe("Routed, with quality on every candidate; likewise cost and latency."),
  with_cost: Count,
  with_latency: Count,
  from_policy: DeclaredCandidates,
  blind: Count.describe("Decided by the copy that is blind to ownership."),
  routers: z.array(z.string()),
  routers_without_policy: z.array(z.string()),
  unknown_names: z.array(UnknownName).describe("The 50 most frequent names that match no model."),
  baselines: z.array(BaselineReadiness),
});
export type ReadinessAnswer = z.infer<typeof ReadinessAnswer>;
