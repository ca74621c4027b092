import { z } from "zod";
import { Day } from "../day";

export const AttestationInput = z
  .strictObject({
    answer: z.enum(["kept", "not_kept", "cannot_say"]),
    statement: z.string().trim().min(1, "Say what the answer rests on.").max(8000),
    evidence_url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    evidence_sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "SHA-256 in 64 hexadecimal digits.")
      .optional()
      .describe("Of the file that is the evidence."),
    expires_on: Day.optional().describe("Until when the evidence holds, this day included."),
    day: Day.optional().describe(
      "The due day that ends the period which is answered: one that is over and not judged yet; default: the one that is judged first.",
    ),
  })
  .refine(({ evidence_url, evidence_sha256 }) => !evidence_url || evidence_sha256, {
    message: "Give the SHA-256 of what the address leads to.",
    path: ["evidence_sha256"],
  });
export type AttestationInput = z.infer<typeof AttestationInput>;

export const AttestationAnswerView = z.object({
  id: z.string(),
  day: Day,
  email: z.string(),
  answer: z.enum(["kept", "not_kept", "cannot_say"]),
  statement: z.string(),
  evidence_url: z.string().nullable(),
  evidence_sha256: z.string().nullable(),
  expires_on: Day.nullable(),
  answered_at: z.string(),
});
export type AttestationAnswerView = z.infer<typeof AttestationAnswerView>;

/** A period that is over and can be answered: its days, both included, and until when. */
export const OpenPeriod = z.object({
  from: Day,
  day: Day,
  until: z.string(),
  /** Who is asked and has not answered for it. */
  waiting: z.array(z.string()),
});
export type OpenPeriod = z.infer<typeof OpenPeriod>;

export const AnswerList = z.object({
  /** Every answer, newest first; of one person for one period the newest stands. */
  items: z.array(AttestationAnswerView),
  next_cursor: z.string().nullable(),
  periods: z.array(OpenPeriod),
});
export type AnswerList = z.infer<typeof AnswerList>;
