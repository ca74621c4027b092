import { z } from "zod";
import { Day } from "../day";
import { ResultMark, ResultVerdict } from "../results/schema";
import { CheckDefinition, CheckSchedule } from "./definition";

/** proposed: waits for a second person; lapsed: its first day came first. running; superseded: runs on beside the new one to the end of its window. */
export const CheckStatus = z.enum([
  "proposed",
  "refused",
  "lapsed",
  "waiting",
  "running",
  "superseded",
  "ended",
]);
export type CheckStatus = z.infer<typeof CheckStatus>;

export const CheckListItem = z.object({
  id: z.string(),
  key: z.string(),
  check_version: z.number().int(),
  title: z.string(),
  metric: z.string(),
  commitment: z.object({ id: z.string(), key: z.string() }),
  clause: z.object({ key: z.string(), text: z.string().nullable(), kind: z.string().nullable() }),
  status: CheckStatus,
  first_day: Day,
  schedule: CheckSchedule,
  /** The window in course; null for what does not run. */
  window: z.object({ from: Day, to: Day }).nullable(),
  latest: z.object({ id: z.string(), day: Day, verdict: ResultVerdict, computed_at: z.string() }).nullable(),
  /** The latest mark of each of the last days, oldest first. */
  strip: z.array(ResultMark),
  open_findings: z.number().int(),
});
export type CheckListItem = z.infer<typeof CheckListItem>;

export const CheckView = CheckListItem.extend({
  definition: CheckDefinition,
  definition_hash: z.string(),
  recorded_at: z.string(),
  created_by: z.string(),
  created_by_label: z.string(),
  reason: z.string().nullable(),
  supersedes: z.object({ id: z.string(), check_version: z.number().int() }).nullable(),
  superseded_by: z
    .object({ id: z.string(), check_version: z.number().int(), status: CheckStatus })
    .nullable(),
  decision: z
    .object({
      outcome: z.enum(["approved", "refused"]),
      note: z.string().nullable(),
      decided_by: z.string(),
      decided_by_label: z.string(),
      decided_at: z.string(),
    })
    .nullable(),
});
export type CheckView = z.infer<typeof CheckView>;

const one = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item)]);

export const ChecksQuery = z.strictObject({
  key: z.string().max(128).optional().describe("All versions of this check."),
  commitment: z.string().max(128).optional().describe("Id or key of a commitment."),
  clause: z.string().max(128).optional().describe("Key of a clause."),
  metric: z.string().max(64).optional(),
  status: z
    .union([z.literal("all").transform(() => undefined), one(CheckStatus)])
    .optional()
    .describe("Any of these; may be given several times. “all”, as without it: any."),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, "The cursor is not one of ours.")
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type ChecksQuery = z.infer<typeof ChecksQuery>;

export const CheckList = z.object({ items: z.array(CheckListItem), next_cursor: z.string().nullable() });
export type CheckList = z.infer<typeof CheckList>;

export const CheckDecisionInput = z.strictObject({
  outcome: z.enum(["approved", "refused"]),
  note: z.string().trim().max(8000).optional(),
});
export type CheckDecisionInput = z.infer<typeof CheckDecisionInput>;

export const RunInput = z.strictObject({
  why: z.string().trim().min(1, "Say why; the result keeps it.").max(1000),
});
export type RunInput = z.infer<typeof RunInput>;
