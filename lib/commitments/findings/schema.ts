import { z } from "zod";
import { ConditionKind, sortBy } from "@/lib/register";
import { CheckStatus } from "../checks/schema";
import { Day } from "../day";
import { ResultVerdict } from "../results/schema";

export const FindingStatus = z.enum(["open", "remedied", "risk_accepted", "closed"]);
export type FindingStatus = z.infer<typeof FindingStatus>;

export const FindingEventKind = z.enum([
  "opened",
  "worsened",
  "assigned",
  "explained",
  "remedied",
  "due_set",
  "retest",
  "risk_requested",
  "risk_accepted",
  "risk_refused",
  "risk_ended",
  "closed",
  "commented",
]);
export type FindingEventKind = z.infer<typeof FindingEventKind>;

/** A tilt and a failure are of a check; `condition` is one that was not proven by its day. */
export const FindingKind = z.enum(["tilt", "failure", "condition"]);
export type FindingKind = z.infer<typeof FindingKind>;

/** The worst verdict of its results so far; `overdue` of a condition. */
export const FindingVerdict = z.enum([...ResultVerdict.options, "overdue"]);
export type FindingVerdict = z.infer<typeof FindingVerdict>;

/** The version, or the window of a version, that tests a remedied finding again. */
export const FindingRetest = z.object({
  check_id: z.string(),
  check_version: z.number().int(),
  first_day: Day.describe("The first day that it judges."),
  last_day: Day.describe("The last day of that window."),
  status: CheckStatus,
});
export type FindingRetest = z.infer<typeof FindingRetest>;

export const FindingListItem = z.object({
  id: z.string(),
  /** F-0001 */
  code: z.string(),
  kind: FindingKind,
  verdict: FindingVerdict,
  status: FindingStatus,
  title: z.string().describe("Title of its check, or the beginning of its condition's text."),
  check: z
    .object({ id: z.string(), key: z.string(), check_version: z.number().int(), title: z.string() })
    .nullable()
    .describe("Null: a condition opened it."),
  commitment: z.string().nullable(),
  clause: z.string().nullable(),
  window_from: Day.nullable(),
  condition: z
    .object({
      id: z.string(),
      key: z.string().describe("CN-0001."),
      kind: ConditionKind,
      text: z.string(),
      due_on: Day,
      overlap: z.string().describe("OV-0001."),
      overlap_title: z.string(),
    })
    .nullable()
    .describe("Null: a check opened it."),
  opened_at: z.string(),
  /** The day whose result opened it, or on which a condition was found to be overdue. */
  opened_day: Day,
  owner: z.string().nullable(),
  owner_label: z.string().nullable(),
  due_on: Day.nullable(),
  overdue: z.boolean(),
  risk_until: Day.nullable(),
  waits_for_second: z
    .boolean()
    .describe("Somebody asks that its risk be accepted, and no second person has decided yet."),
  closed_at: z.string().nullable(),
  cause: z.string().nullable(),
  remedy: z.string().nullable(),
  remedied_on: Day.nullable(),
  closing_result: z.string().nullable(),
  closing_judgement: z.string().nullable().describe("The judgement of a proof that closed it."),
  retest: FindingRetest.nullable().describe(
    "Of a remedied finding of a tilt: what judges days after the remedy. Null: nothing does yet, or nothing has to.",
  ),
  version: z.number().int(),
});
export type FindingListItem = z.infer<typeof FindingListItem>;

export const FindingEventView = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  actor_label: z.string(),
  kind: FindingEventKind,
  detail: z.record(z.string(), z.unknown()),
});
export type FindingEventView = z.infer<typeof FindingEventView>;

export const FindingView = FindingListItem.extend({
  opened_result: z.string().nullable(),
  /** Waits for a second person; null when nobody asked. */
  risk_request: z
    .object({ until: Day, reason: z.string(), requested_by: z.string(), requested_by_label: z.string() })
    .nullable(),
  /** Results that may close it, newest first; of a condition the judgements of proof that may. */
  closing_candidates: z.array(
    z.object({
      id: z.string(),
      day: Day,
      check_version: z.number().int().nullable().describe("Null: a judgement of proof."),
    }),
  ),
  events: z.array(FindingEventView),
});
export type FindingView = z.infer<typeof FindingView>;

const one = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item)]);

/** What findings are sorted by; `queue`: the asker's own first, then by due day, closed ones at the end. */
export const FINDING_SORTS = [
  ...["queue", "code", "title", "kind", "verdict", "status", "commitment", "clause", "window_from"],
  ...["opened_at", "opened_day", "owner", "due_on", "risk_until", "closed_at"],
] as const;

export const FindingsQuery = z.strictObject({
  status: z
    .union([z.literal("all").transform(() => undefined), one(FindingStatus)])
    .optional()
    .describe("Any of these; may be given several times. “all”, as without it: any."),
  owner: z.string().max(320).optional().describe("E-mail of the owner, or “none”."),
  check: z.string().max(128).optional().describe("Id or key of a check; a key means all of its versions."),
  commitment: z.string().max(128).optional().describe("Id or key of a commitment."),
  clause: z.string().max(128).optional().describe("Key of a clause."),
  metric: z.string().max(64).optional().describe("Metric of its check."),
  verdict: one(FindingVerdict).optional().describe("Any of these; may be given several times."),
  kind: one(FindingKind).optional(),
  overdue: z.enum(["true", "false"]).optional(),
  sort: sortBy(FINDING_SORTS).describe(
    `Fields by comma; a dash in front sorts downwards. Unknown comes last. Among ${FINDING_SORTS.join(", ")}; “queue”: the asker's own first, then by due day, closed ones at the end. Default: the newest first.`,
  ),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, "The cursor is not one of ours.")
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type FindingsQuery = z.infer<typeof FindingsQuery>;

export const FindingList = z.object({ items: z.array(FindingListItem), next_cursor: z.string().nullable() });
export type FindingList = z.infer<typeof FindingList>;

const text = z.string().trim().min(1).max(8000);
export const FindingPatch = z.strictObject({
  /** E-mail of the person who owns it. */
  owner: z.email().max(320).nullable().optional(),
  cause: text.nullable().optional(),
  due_on: Day.nullable().optional(),
});
export type FindingPatch = z.infer<typeof FindingPatch>;
export const RemedyInput = z.strictObject({
  remedy: text,
  remedied_on: Day.describe(
    "Since when it is in place: a day of the finding's window or later, up to today, and not before a remedy that is recorded already.",
  ),
  why_earlier: text
    .optional()
    .describe(
      "Needed where the first remedy lies before the day whose result opened the finding: how it can be what mended it.",
    ),
});
export type RemedyInput = z.infer<typeof RemedyInput>;
export const RiskRequestInput = z.strictObject({
  until: Day.describe("The last day on which it is accepted: later than today, and 366 days ahead at most."),
  reason: text,
});
export type RiskRequestInput = z.infer<typeof RiskRequestInput>;
export const RiskDecisionInput = z.strictObject({
  outcome: z.enum(["accepted", "refused"]),
  note: text.optional(),
});
export type RiskDecisionInput = z.infer<typeof RiskDecisionInput>;
/** What shows that it is over: a result of a check, or of a condition the judgement that its proof shows it works. */
export const CloseInput = z
  .strictObject({ result: z.uuid().optional(), judgement: z.uuid().optional() })
  .refine(({ result, judgement }) => (result === undefined) !== (judgement === undefined), {
    message: "Name a result, or a judgement.",
    path: ["result"],
  });
export type CloseInput = z.infer<typeof CloseInput>;
export const CommentInput = z.strictObject({ text });
export type CommentInput = z.infer<typeof CommentInput>;

export const AssignFindingsInput = z.strictObject({
  findings: z.array(z.string().max(128)).min(1).max(1000).describe("Ids or codes (F-0001)."),
  owner: z.email().max(320).nullable().describe("E-mail of whoever owns them; null: nobody."),
});
export type AssignFindingsInput = z.infer<typeof AssignFindingsInput>;

export const AssignFindingsAnswer = z.object({
  assigned: z.number().int(),
  unchanged: z.number().int(),
  before: z
    .array(z.object({ owner: z.string().nullable(), findings: z.array(z.string()) }))
    .describe("Who owned those that changed: assigning each group back undoes it."),
});
export type AssignFindingsAnswer = z.infer<typeof AssignFindingsAnswer>;
