import { z } from "zod";

const count = z.number().int();

export const SequenceGap = z.object({
  after: z.string().describe("Last decision_id before the gap."),
  before: z.string().describe("First decision_id after it."),
  missing: count,
});
export type SequenceGap = z.infer<typeof SequenceGap>;

/** Decisions of a source that numbers its records: the numbers at the end of their ids. */
export const SourceSequence = z.object({
  present: count,
  missing: count.describe("Numbers between a series' first and last that never came."),
  gaps: z.array(SequenceGap).describe("The largest 20."),
});
export type SourceSequence = z.infer<typeof SourceSequence>;

export const SourceHealth = z.object({
  decisions_a_day: z
    .number()
    .nullable()
    .describe("Stored in the last seven days, by seven; null: nothing came."),
  lag_s: z
    .number()
    .nullable()
    .describe(
      "Median over the last 20 deliveries of the time from the newest decision to its being stored, in seconds.",
    ),
  received: count,
  accepted: count,
  duplicate: count,
  rejected: count,
  unknown_fields: count,
  sequence: SourceSequence.nullable().describe("Null: the source does not number its records."),
});
export type SourceHealth = z.infer<typeof SourceHealth>;
