import { z } from "zod";

/**
 * What somebody has to do: ask for a judgement, finish a draft, change what a reviewer sent back, submit again on new
 * facts, decide, prove a condition, judge a proof, see to a finding.
 */
export const WorkTask = z.enum(["ask", "finish", "change", "renew", "decide", "prove", "judge", "finding"]);
export type WorkTask = z.infer<typeof WorkTask>;

export const WorkItem = z.object({
  task: WorkTask,
  overlap: z.string().nullable().describe("OV-0001; null for a finding of a check."),
  title: z.string().describe("What it is about, in a sentence."),
  why: z.string().describe("Why now, in a sentence."),
  action: z.object({ label: z.string(), href: z.string() }).describe("The one thing to do, and where."),
  severity: z.number().int().nullable().describe("Of the overlap; null for a finding of a check."),
  due: z.string().nullable().describe("Day by which it is to be done."),
  overdue: z.boolean(),
});
export type WorkItem = z.infer<typeof WorkItem>;

export const WorkQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, "This is not a cursor that a list gave.")
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type WorkQuery = z.infer<typeof WorkQuery>;

export const WorkList = z.object({
  items: z.array(WorkItem),
  next_cursor: z.string().nullable(),
  total: z.number().int(),
});
export type WorkList = z.infer<typeof WorkList>;
