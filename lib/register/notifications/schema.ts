import { z } from "zod";
import { Day } from "../fields";

/** Everything that somebody is told of. What each says, and who is told, stands in kinds.ts. */
export const NotificationKind = z.enum([
  "assigned",
  "review_requested",
  "changes_requested",
  "review_decided",
  "review_withdrawn",
  "review_stale",
  "recertification_near",
  "recertification_due",
  "delegated",
  "commented",
  "condition_given",
  "condition_near",
  "condition_overdue",
  "condition_ended",
  "proof_given",
  "proof_judged",
  "finding_opened",
  "finding_worsened",
  "finding_overdue",
  "check_proposed",
  "risk_requested",
  "risk_ended",
  "clause_reworded",
  "attestation_due",
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

export const NotificationView = z.object({
  id: z.string(),
  kind: NotificationKind,
  sentence: z.string().describe("What happened, with names."),
  href: z.string(),
  /** OV-0001, where it is about one. */
  overlap: z.string().nullable(),
  actor_label: z.string(),
  created_at: z.string(),
  read_at: z.string().nullable(),
});
export type NotificationView = z.infer<typeof NotificationView>;

const one = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item)]);

export const NotificationsQuery = z.strictObject({
  unread: z.enum(["true", "false"]).optional(),
  kind: one(NotificationKind).optional().describe("Any of these; may be given several times."),
  overlap: z.string().max(128).optional().describe("Number (OV-0012) of an overlap."),
  cursor: z.uuid("The cursor is not one of ours.").optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type NotificationsQuery = z.infer<typeof NotificationsQuery>;

export const NotificationList = z.object({
  items: z.array(NotificationView),
  next_cursor: z.string().nullable(),
  unread: z.number().int().describe("Not read yet, of all that the asker chose to see; counted up to 1,000."),
});
export type NotificationList = z.infer<typeof NotificationList>;

/** Which notifications have been read: these, or all of them. */
export const MarkReadInput = z
  .strictObject({ ids: z.array(z.uuid()).min(1).max(1000).optional(), all: z.literal(true).optional() })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
    message: "Name them, or say all.",
    path: ["ids"],
  });
export type MarkReadInput = z.infer<typeof MarkReadInput>;

export const NotificationChoiceInput = z.strictObject({
  kind: NotificationKind,
  in_app: z.boolean(),
  in_digest: z.boolean(),
});
export type NotificationChoiceInput = z.infer<typeof NotificationChoiceInput>;

export const NotificationChoices = z.object({
  items: z.array(
    NotificationChoiceInput.extend({
      label: z.string(),
      told: z.string().describe("Who is told, and when."),
    }),
  ),
});
export type NotificationChoices = z.infer<typeof NotificationChoices>;

export const ChooseInput = z.strictObject({
  choices: z
    .array(NotificationChoiceInput)
    .max(NotificationKind.options.length)
    .refine((items) => new Set(items.map(({ kind }) => kind)).size === items.length, "A kind is named twice.")
    .describe("Kinds that are not named stay as they are."),
});
export type ChooseInput = z.infer<typeof ChooseInput>;

/** Nothing was told before it, and Postgres knows no year 0. */
const FIRST_DIGEST = "2000-01-01";

export const DigestQuery = z.strictObject({
  period: z.enum(["day", "week"]).default("day"),
  to: Day.refine((day) => day >= FIRST_DIGEST, "There is no digest of a day before 2000.")
    .optional()
    .describe("Last day of the period, in UTC; default today."),
});
export type DigestQuery = z.infer<typeof DigestQuery>;

/** Something of the reader's with a day. */
export const DueItem = z.object({
  day: Day,
  overdue: z.boolean(),
  what: z.enum(["condition", "finding"]),
  key: z.string(),
  label: z.string(),
  href: z.string(),
});
export type DueItem = z.infer<typeof DueItem>;

export const Digest = z.object({
  period: z.enum(["day", "week"]),
  from: Day,
  to: Day.describe("Last day, included."),
  changed: z.array(NotificationView).describe("What happened in the period, newest first."),
  more: z.number().int().describe("Beyond those shown; counted up to 1,000 in all."),
  due: z.array(DueItem).describe("What the reader owns that is overdue, or due in the fortnight ahead."),
});
export type Digest = z.infer<typeof Digest>;
