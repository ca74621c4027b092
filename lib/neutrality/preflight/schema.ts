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

/**
 * Decisions of an owner: as they went, under the policy in force and under the draft, both replayed by the same rules;
 * equals share a decision, so parts of one occur. What went differs from either replay by the router's noise too.
 */
const Moved = z.object({
  now: count.describe("As they went."),
  in_force: z
    .number()
    .nullable()
    .default(null)
    .describe("Under the policy in force, replayed; null: it was not."),
  draft: z.number(),
  change: z.number().describe("Draft less in_force; where that is null, less now."),
});
const Shares = z.object({
  now_share: z.number(),
  in_force_share: z.number().nullable().default(null),
  draft_share: z.number(),
});

export const PreflightOwner = z.object({
  owner: z.string(),
  name: z.string(),
  first_party: z.boolean(),
  ...Moved.shape,
  ...Shares.shape,
});
export type PreflightOwner = z.infer<typeof PreflightOwner>;

/** Means over the decisions of which all sides are known; null of none. */
const Difference = z
  .object({
    decisions: count,
    now: z.number(),
    in_force: z.number().nullable().default(null),
    draft: z.number(),
    change: z.number().describe("Draft less in_force; where that is null, less now."),
  })
  .nullable();

/** Why a run has no replay of the policy in force. `not_kept`: it was made before runs had one. */
export const InForceMissing = z.enum([
  "not_kept",
  "no_policy",
  "no_declared_rule",
  "rule_without_parameters",
  "rule_with_unknown_weight",
  "unknown_model",
  "nothing_replayed",
]);
export type InForceMissing = z.infer<typeof InForceMissing>;

/** The policy that most of the router's decisions of the window's last day name, else the one of the register in force then. */
export const PreflightInForce = z.object({
  policy: z.string().describe("Key of the policy."),
  draft: PolicyDraft.describe("Its router, rule and models as they were replayed."),
  content_hash: z.string().describe("SHA-256 of them; that of the draft where both say the same."),
  reproduced: z
    .number()
    .describe(
      "Decisions that its replay sends to the model that was chosen; the router's noise sent the others elsewhere, or something beyond its rule.",
    ),
});
export type PreflightInForce = z.infer<typeof PreflightInForce>;

const Reasons = z.record(PreflightReason, count);
const NO_REASONS = () =>
  Object.fromEntries(PREFLIGHT_REASONS.map((name) => [name, 0])) as z.infer<typeof Reasons>;

export const PreflightResult = z.object({
  decisions: count.describe("All decisions of the router in the window."),
  replayed: count.describe(
    "Those that the draft and, where it was replayed, the policy in force can be applied to.",
  ),
  compared_with: z
    .enum(["in_force", "past"])
    .default("past")
    .describe("What changes are changes from. past: what happened, the router's noise included."),
  in_force: PreflightInForce.nullable().default(null),
  in_force_missing: z
    .object({ reason: InForceMissing, policy: z.string().nullable() })
    .nullable()
    .default({ reason: "not_kept", policy: null })
    .describe("Why the policy in force was not replayed; null where it was."),
  not_replayed: Reasons,
  not_compared: Reasons.default(NO_REASONS).describe(
    "Decisions that the draft could be replayed on and the policy in force could not.",
  ),
  /** Of those replayed, how many needed a figure of a candidate that the log lacks and the register has. */
  register_figures: count,
  /** Of those replayed, in how many several candidates are equal under the rule: they share the decision. */
  tied: count,
  unchanged: z.number().describe("Decisions that go to the same model under what is compared with."),
  first_party: z.object({ ...Moved.shape, ...Shares.shape }).nullable(),
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
  content_hash: z.string().describe("SHA-256 of router, rule and models: what was replayed."),
  record_hash: z
    .string()
    .describe(
      "SHA-256 of all that is kept of the run, the policy in force and the result included: what a review is pinned to.",
    ),
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
