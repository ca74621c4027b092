import { z } from "zod";

/** `preparer` prepares the review of an overlap, `reviewer` is asked to decide it. */
export const Seat = z.enum(["preparer", "reviewer"]);
export type Seat = z.infer<typeof Seat>;

export const AssignInput = z.strictObject({
  overlaps: z.array(z.string().max(128)).min(1).max(1000).describe("Ids or numbers (OV-0012)."),
  seat: Seat,
  person: z.email().max(320).nullable().describe("E-mail; null takes the assignment away."),
});
export type AssignInput = z.infer<typeof AssignInput>;

export const AssignmentView = z.object({
  seat: Seat,
  person: z.string().describe("E-mail."),
  person_label: z.string(),
  assigned_by_label: z.string(),
  assigned_at: z.string(),
});
export type AssignmentView = z.infer<typeof AssignmentView>;

export const AssignAnswer = z.object({
  assigned: z.number().int(),
  unchanged: z.number().int(),
  before: z
    .array(z.object({ person: z.string().nullable(), overlaps: z.array(z.string()) }))
    .describe("Who had the seat of those that changed: assigning each group back undoes it."),
});
export type AssignAnswer = z.infer<typeof AssignAnswer>;

export const AssigneeView = z.object({ email: z.string(), name: z.string() });
export type AssigneeView = z.infer<typeof AssigneeView>;
