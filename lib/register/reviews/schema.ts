import { z } from "zod";
import { Day, Note } from "../fields";
import { sortBy } from "../sorting";
import { PinnedPreflight, PreflightNumber } from "./preflight-schema";

export const ReviewStatus = z.enum([
  "draft",
  "submitted",
  "approved",
  "changes_requested",
  "rejected",
  "withdrawn",
  "stale",
]);
export type ReviewStatus = z.infer<typeof ReviewStatus>;

export const REVIEW_STATUS_LABELS: Record<ReviewStatus, string> = {
  draft: "Draft",
  submitted: "Submitted",
  approved: "Approved",
  changes_requested: "Changes requested",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
  stale: "Stale",
};

/** What a review proposes, and what its approval makes of the overlap. */
export const ReviewOutcome = z.enum(
  ["confirmed", "cleared", "cleared_with_conditions", "prohibited"],
  "Say what is proposed.",
);
export type ReviewOutcome = z.infer<typeof ReviewOutcome>;

export const DecisionOutcome = z.enum(["approved", "changes_requested", "rejected"]);
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

export const ConditionKind = z.enum(
  [
    "information_barrier",
    "routing_rule",
    "disclosure",
    "recusal",
    "pricing_rule",
    "launch_delay",
    "monitoring",
  ],
  "Say of which kind.",
);
export type ConditionKind = z.infer<typeof ConditionKind>;

/** Words that must be there; without them `missing` is said. */
const words = (missing: string) =>
  z.string(missing).trim().min(1, missing).max(8000, "At most 8,000 characters.");

/** A condition as it is asked for with a review. */
export const ConditionInput = z.strictObject({
  kind: ConditionKind,
  text: words("Say what must be done.").describe(
    "What must be done, so that somebody else can tell whether it was.",
  ),
  owner: z
    .email("Say who sees to it, by e-mail address.")
    .max(320)
    .describe("E-mail of the person who sees to it."),
  due_on: Day.describe("Day by which proof is due."),
});
export type ConditionInput = z.infer<typeof ConditionInput>;

/** A request for a review. Submitted at once unless it is a draft. */
export const ReviewInput = z.strictObject({
  outcome: ReviewOutcome.describe("What is proposed."),
  rationale: words("Say why.").describe("Why, from the facts."),
  conditions: z.array(ConditionInput).max(20).default([]),
  preflight: PreflightNumber.optional(),
  draft: z.boolean().default(false).describe("Kept for later; nobody is asked yet."),
});
export type ReviewInput = z.infer<typeof ReviewInput>;

/** Changes a draft, or what changes were requested of; conditions given take the place of all. */
export const ReviewPatch = z.strictObject({
  outcome: ReviewOutcome.optional(),
  rationale: words("Say why.").optional(),
  conditions: z.array(ConditionInput).max(20).optional(),
  preflight: PreflightNumber.optional(),
});
export type ReviewPatch = z.infer<typeof ReviewPatch>;

/** A second person's decision; whether they have an interest of their own is asked first. */
export const ReviewDecisionInput = z.strictObject({
  outcome: DecisionOutcome,
  note: Note.optional().describe("Required unless approved."),
  has_interest: z
    .boolean("Say whether you have one.")
    .describe(
      "Whether the decider has an interest of their own in it; who has one is recorded and does not decide.",
    ),
  interest_statement: Note.optional().describe("Required with an interest: which."),
  delegation: z.uuid().optional().describe("Id of the delegation under which it is decided."),
  round: z.number().int().min(1).optional().describe("Round that the decider read; another one is a 409."),
  facts_hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "A SHA-256 in hexadecimal digits.")
    .optional()
    .describe("facts_hash of the overlap that the decider read; where it has changed since: 409."),
});
export type ReviewDecisionInput = z.infer<typeof ReviewDecisionInput>;

/** Whether the asker has an interest of their own in what a review decides. Declared once, it stays. */
export const InterestInput = z.strictObject({
  has_interest: z.boolean(),
  statement: Note.optional().describe("Required with an interest: which."),
});
export type InterestInput = z.infer<typeof InterestInput>;

const one = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item)]);
const Page = {
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, "The cursor is not one of ours.")
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
};

/** What reviews are sorted by; `key` is the number, `status` in the order of their lives. */
export const REVIEW_SORTS = [
  ...["key", "overlap", "overlap_title", "severity", "status", "outcome", "round", "created_at"],
  ...["submitted_at", "decided_at", "recertify_on"],
] as const;

export const ReviewsQuery = z.strictObject({
  status: one(ReviewStatus).optional().describe("Any of these; may be given several times."),
  overlap: z.string().max(128).optional().describe("Id or number (OV-0012)."),
  requested_by: z.string().max(128).optional().describe("person:ID or key:ID."),
  mine: z.enum(["true", "false"]).optional().describe("true: those that the asker requested."),
  sort: sortBy(REVIEW_SORTS),
  ...Page,
});
export type ReviewsQuery = z.infer<typeof ReviewsQuery>;

export const DelegationInput = z.strictObject({
  to: z.email("Say to whom, by e-mail address.").max(320),
  until: Day.describe("Last day; at most half a year ahead."),
  reason: words("Say why; it stays with the delegation."),
});
export type DelegationInput = z.infer<typeof DelegationInput>;

export const PersonRef = z.object({
  ref: z.string().describe("person:ID, key:ID or system:NAME."),
  label: z.string(),
});
export type PersonRef = z.infer<typeof PersonRef>;

export const ReviewListItem = z.object({
  id: z.string(),
  key: z.string().describe("RV-0001: what people call it."),
  overlap: z.string().describe("OV-0001."),
  overlap_title: z.string(),
  severity: z.number().int(),
  status: ReviewStatus,
  outcome: ReviewOutcome,
  round: z.number().int().describe("Submissions so far."),
  requested_by: z.string(),
  requested_by_label: z.string(),
  created_at: z.string(),
  submitted_at: z.string().nullable(),
  decided_at: z.string().nullable(),
  decided_by: z.string().nullable(),
  decided_by_label: z.string().nullable(),
  recertify_on: Day.nullable().describe("Day by which the overlap is judged again."),
  in_force: z.boolean().describe("Whether its outcome is what stands: approved last, on facts that hold."),
  stale_at: z.string().nullable(),
  facts_hash: z.string().describe("SHA-256 that the overlap had when it was submitted."),
  version: z.number().int(),
});
export type ReviewListItem = z.infer<typeof ReviewListItem>;
export const ReviewList = z.object({ items: z.array(ReviewListItem), next_cursor: z.string().nullable() });
export type ReviewList = z.infer<typeof ReviewList>;

/** What changed of the facts between two moments. */
export const FactsChange = z.object({
  same: z.boolean().describe("Whether the hash is; severity may differ all the same, by traffic."),
  ended: z.boolean().describe("The rule no longer finds the overlap: facts that it needs are gone."),
  severity: z
    .object({ before: z.number().int(), after: z.number().int() })
    .nullable()
    .describe("Null: the same."),
  factors: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      before: z.number().int().nullable(),
      after: z.number().int().nullable(),
    }),
  ),
  added: z.array(z.string()).describe("Facts, as sentences."),
  removed: z.array(z.string()).describe("Of an overlap that ended: facts whose records changed."),
  changed: z
    .array(z.object({ before: z.string(), after: z.string() }))
    .describe("Equal sentences: what changed is a detail that they do not tell."),
  rule: z.object({ before: z.string(), after: z.string() }).nullable(),
});
export type FactsChange = z.infer<typeof FactsChange>;

export const ReviewDecisionView = z.object({
  id: z.string(),
  round: z.number().int(),
  outcome: DecisionOutcome,
  note: z.string().nullable(),
  decided_by: z.string(),
  decided_by_label: z.string(),
  decided_at: z.string(),
  for_label: z.string().nullable().describe("Whose work it was, where it was delegated."),
});
export type ReviewDecisionView = z.infer<typeof ReviewDecisionView>;

/** Why somebody may not decide: `inside` manages a partner that it concerns. */
export const Barred = z.enum([
  "requester",
  "fact_editor",
  "inside",
  "interest",
  "not_a_person",
  "no_permission",
]);
export type Barred = z.infer<typeof Barred>;

export const ReviewView = ReviewListItem.extend({
  rationale: z.string(),
  preflight: PinnedPreflight.nullable().describe("The pre-flight that the judgement rests on."),
  conditions: z.array(z.string()).describe("Ids of its conditions, in order."),
  condition_inputs: z.array(ConditionInput).describe("The same as they were asked for."),
  decisions: z.array(ReviewDecisionView).describe("One a round, oldest first."),
  interests: z.array(
    z.object({
      declared_by: z.string(),
      declared_by_label: z.string(),
      has_interest: z.boolean(),
      statement: z.string().nullable(),
      declared_at: z.string(),
    }),
  ),
  since: FactsChange.describe("What changed of the facts since it was submitted."),
  stale_because: FactsChange.nullable().describe("What changed when it went stale."),
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean().describe("Not where its facts are gone."),
    withdraw: z.boolean(),
    decide: z.boolean().describe("Not where its facts are gone: there is nothing to judge."),
    barred: Barred.nullable().describe("Why the asker may not decide."),
  }),
});
export type ReviewView = z.infer<typeof ReviewView>;

export const DelegationView = z.object({
  id: z.string(),
  from: z.string().describe("E-mail."),
  from_label: z.string(),
  to: z.string(),
  to_label: z.string(),
  until: Day,
  reason: z.string(),
  created_at: z.string(),
  revoked_at: z.string().nullable(),
  active: z.boolean(),
});
export type DelegationView = z.infer<typeof DelegationView>;
export const DelegationList = z.object({ items: z.array(DelegationView), next_cursor: z.null() });
export type DelegationList = z.infer<typeof DelegationList>;

/** Somebody who may not decide a review, and why. */
export const BarredPerson = z.object({ ref: z.string(), label: z.string(), why: Barred });
export type BarredPerson = z.infer<typeof BarredPerson>;

export const CommentInput = z.strictObject({ text: words("Write something.") });
export type CommentInput = z.infer<typeof CommentInput>;
export const OverlapCommentView = z.object({
  id: z.string(),
  text: z.string(),
  author: z.string(),
  author_label: z.string(),
  at: z.string(),
});
export type OverlapCommentView = z.infer<typeof OverlapCommentView>;
export const CommentList = z.object({
  items: z.array(OverlapCommentView).describe("Oldest first."),
  next_cursor: z.null(),
});
export type CommentList = z.infer<typeof CommentList>;

/** `RV-0012`: how a review is called. */
export const reviewName = (number: number): string => `RV-${String(number).padStart(4, "0")}`;

/** The number in `RV-0012` or `rv-12`; null for anything else. */
export function reviewNumber(text: string): number | null {
  const digits = /^rv-0*(\d{1,9})$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
