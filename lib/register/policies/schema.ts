import { z } from "zod";
import { parseInstant } from "@/lib/kernel/time";
import { Key, listOf, loose, Name, Note, RecordFields } from "../fields";

const Instant = z
  .string()
  .refine(
    (text) => parseInstant(text) !== null && text >= "1970",
    "A time, such as 2026-05-01T00:00:00Z, not before 1970.",
  )
  .transform((text) => new Date(parseInstant(text) ?? 0).toISOString())
  .describe("The time from which this version decides.");

const Label = z.string().trim().min(1).max(200);

const fraction = (example: string) => {
  const message = `A number between 0 and 1, such as ${example}.`;
  return z.number(message).min(0, message).max(1, message).optional();
};

const weights = z
  .record(z.string(), z.number("A number, such as 8 or -0.7."))
  .optional()
  .describe("Weights by figure: quality, log_cost (ln of the cost in USD), latency_s (seconds).");

const ties = z
  .enum(["cheapest", "best_quality", "fastest"])
  .optional()
  .describe("Which of equals the rule takes; absent: nobody has said.");

/** A rule whose parameter nobody has said is declared all the same: absent is unknown. */
export const PolicyRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("max_quality"), ties }),
  z.strictObject({ kind: z.literal("cheapest_within"), band: fraction("0.02"), ties }),
  z.strictObject({ kind: z.literal("weighted"), weights, ties }),
  z.strictObject({ kind: z.literal("min_cost_above"), floor: fraction("0.8"), ties }),
]);

export type PolicyRule = z.infer<typeof PolicyRule>;

export const PolicyFields = z.object({
  key: z.string(),
  router: Label,
  version: Label,
  from: z.string(),
  aliases: listOf(Label),
  rule: PolicyRule.nullable(),
  models: listOf(Name),
  notice: Note.nullable(),
  note: Note.nullable(),
  sources: listOf(Key),
});

export const PolicyInput = z.strictObject({
  router: Label.describe("The router's name as its decisions carry it."),
  version: Label.describe("The version as its decisions carry it."),
  from: Instant,
  aliases: loose(listOf(Label)).describe("Model names by which customers call this router."),
  rule: loose(PolicyRule).describe("The declared rule."),
  models: loose(listOf(Name)).describe("Candidate models."),
  notice: loose(Note).describe("Notice that partners were given."),
  note: loose(Note),
  sources: loose(listOf(Key)).describe("Documents that state this."),
});
export type PolicyInput = z.infer<typeof PolicyInput>;

/** The record's own counter would hide the policy's version: it is `record_version` here, and the ETag. */
export const PolicyView = PolicyFields.extend({
  ...RecordFields,
  version: Label,
  record_version: z.number().int(),
});
export type PolicyView = z.infer<typeof PolicyView>;

export const policyKey = (policy: { router: string; version: string }): string =>
  `${policy.router}@${policy.version}`;
