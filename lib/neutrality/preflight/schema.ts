import { z } from "zod";
import { PolicyRule } from "@/lib/register";

const weeks = z
  .number()
  .int()
  .min(1)
  .max(52)
  .default(4)
  .describe("How many weeks of the router's decisions are replayed, up to its last one.");

const name = z.string().trim().min(1).max(200);

export const PreflightInput = z.strictObject({ weeks });
export type PreflightInput = z.infer<typeof PreflightInput>;

/** A draft that is not recorded as a policy. */
export const PreflightDraftInput = z.strictObject({
  router: name.describe("The router's name as its decisions carry it."),
  rule: PolicyRule.describe("The rule to replay, with all its parameters."),
  models: z
    .array(name)
    .max(64)
    .default([])
    .describe("Candidate models of the draft; none: the candidates of each decision stay as they were."),
  weeks,
});
export type PreflightDraftInput = z.infer<typeof PreflightDraftInput>;

export const PolicyDraft = z.object({ router: z.string(), rule: PolicyRule, models: z.array(z.string()) });
export type PolicyDraft = z.infer<typeof PolicyDraft>;

/** Why a decision cannot be replayed, in the order in which reasons apply. */
export const PREFLIGHT_REASONS = [
  "not_router",
  "blind_arm",
  "unattributed_choice",
  "no_candidates",
  "unattributed_candidate",
  "quality_not_ex_ante",
  "missing_quality",
  "missing_cost",
  "missing_latency",
  "zero_cost",
] as const;
export const PreflightReason = z.enum(PREFLIGHT_REASONS);
export type PreflightReason = z.infer<typeof PreflightReason>;

const count = z.number().int();

/** Decisions of an owner: as they went, and as the draft would have sent them; equals are shared, so parts of one occur. */
const Moved = z.object({ now: count, draft: z.number(), change: z.number() });

export const PreflightOwner = z.object({
  owner: z.string(),
  name: z.string(),
  first_party: z.boolean(),
  ...Moved.shape,
  now_share: z.number(),
  draft_share: z.number(),
});
export type PreflightOwner = z.infer<typeof PreflightOwner>;

/** Means over the decisions of which both sides are known; null of none. */
const Difference = z
  .object({ decisions: count, now: z.number(), draft: z.number(), change: z.number() })
  .nullable();

export const PreflightResult = z.object({
  decisions: count.describe("All decisions of the router in the window."),
  replayed: count,
  not_replayed: z.record(PreflightReason, count),
  /** Of those replayed, how many needed a figure of a candidate that the log lacks and the register has. */
  register_figures: count,
  /** Of those replayed, in how many several candidates are equal under the rule: they share the decision. */
  tied: count,
  /** Decisions that the draft would have sent to the same model. */
  unchanged: z.number(),
  first_party: z.object({ ...Moved.shape, now_share: z.number(), draft_share: z.number() }).nullable(),
  owners: z.array(PreflightOwner),
  harm: z.object({
    cost_usd: Difference.describe(
      "Expected cost of a decision in USD; a change above 0: customers would pay more.",
    ),
    quality: Difference.describe("Expected quality; a change below 0: customers would get less."),
  }),
  partners_hit: z
    .array(
      z.object({
        owner: z.string(),
        name: z.string(),
        lost: z.number(),
        tasks: z.array(z.object({ task: z.string().nullable(), other: z.boolean(), ...Moved.shape })),
      }),
    )
    .describe("Partners that would lose decisions on the whole, most first; by task what they lose and win."),
});
export type PreflightResult = z.infer<typeof PreflightResult>;

export const PreflightView = z.object({
  id: z.string(),
  policy: z.string().nullable().describe("Key of the policy; null for a draft that was not recorded."),
  draft: PolicyDraft,
  content_hash: z.string().describe("SHA-256 of router, rule and models: what a review can be pinned to."),
  weeks: count,
  from: z.string(),
  to: z.string(),
  method_version: z.string(),
  catalogue_version: z.string(),
  dataset_digest: z
    .string()
    .describe("Sum of the CityHash64 of every decision of the router in the window, modulo 2^64, in hex."),
  result: PreflightResult,
  created_by: z.string(),
  created_by_label: z.string(),
  created_at: z.string(),
});
export type PreflightView = z.infer<typeof PreflightView>;

export const PreflightList = z.object({
  items: z.array(PreflightView),
  /** Of the policy's present content: a run with another hash replayed an earlier one. Null without a rule. */
  content_hash: z.string().nullable(),
});
export type PreflightList = z.infer<typeof PreflightList>;
