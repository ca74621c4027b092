import { z } from "zod";
import { parseInstant } from "@/lib/kernel/time";
import { sortBy } from "@/lib/register";
import { Day } from "../day";

const name = z.string().trim().min(1).max(256);

export const NoticeInput = z.strictObject({
  router: name,
  policy_version: name.describe("Name of the version that is announced."),
  content_hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "SHA-256 in 64 hexadecimal digits.")
    .describe(
      'SHA-256 of the exact text that will be opened: `{"policy": {router, version, from, aliases, rule, models}, "salt": "…"}`. Any text can be announced and opened, but only one in this form can be compared with the register\'s policy; where that policy is recorded, any other text counts as no notice (`notice_not_comparable`, a breach of a check of the notice period).',
    ),
  effective_from: z
    .string()
    .refine((text) => parseInstant(text) !== null, "A time, such as 2036-05-01T00:00:00Z.")
    .describe("From when the announced version will decide."),
  note: z.string().trim().min(1).max(1000).optional(),
});
export type NoticeInput = z.infer<typeof NoticeInput>;

export const NoticeOpeningInput = z.strictObject({
  content: z
    .string()
    .min(1)
    .max(1_000_000)
    .describe(
      'The exact text that was hashed, in UTF-8. In the form `{"policy": {…}, "salt": "…"}` it is compared with the register\'s policy.',
    ),
});
export type NoticeOpeningInput = z.infer<typeof NoticeOpeningInput>;

export const NoticeStatus = z.enum(["announced", "due", "overdue", "opened"]);
export type NoticeStatus = z.infer<typeof NoticeStatus>;

export const NoticeView = z.object({
  id: z.string(),
  router: z.string(),
  policy_version: z.string(),
  content_hash: z.string(),
  effective_from: z.string(),
  note: z.string().nullable(),
  announced_at: z.string(),
  announced_by: z.string(),
  announced_by_label: z.string(),
  status: NoticeStatus,
  /** Whole days between the notice and the change. */
  notice_days: z.number().int(),
  opening: z
    .object({
      content: z.string(),
      opened_at: z.string(),
      opened_by_label: z.string(),
      /** Whether the policy of the register is the one that was announced; null where the register has none; false also where the text is in no form that can be compared. */
      agrees: z.boolean().nullable(),
    })
    .nullable(),
  /** The first day with a decision under this version; null while there is none. */
  first_decision_day: Day.nullable(),
});
export type NoticeView = z.infer<typeof NoticeView>;

/** What notices are sorted by; `status` from announced to opened. */
export const NOTICE_SORTS = [
  ...["router", "policy_version", "announced_at", "effective_from", "notice_days", "status"],
] as const;

export const NoticesQuery = z.strictObject({
  router: z.string().max(256).optional(),
  policy_version: z.string().max(256).optional(),
  status: NoticeStatus.optional(),
  sort: sortBy(NOTICE_SORTS),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, "The cursor is not one of ours.")
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type NoticesQuery = z.infer<typeof NoticesQuery>;

export const NoticeList = z.object({ items: z.array(NoticeView), next_cursor: z.string().nullable() });
export type NoticeList = z.infer<typeof NoticeList>;
