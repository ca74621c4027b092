import { z } from "zod";

export const QualityBasis = z.enum(["ex_ante", "unknown", "outcome"], {
  error: "Expected ex_ante, unknown or outcome.",
});
export type QualityBasis = z.infer<typeof QualityBasis>;

/** What each basis means, in words for people. */
export const QUALITY_BASIS_LABELS: Record<QualityBasis, string> = {
  ex_ante: "estimated by the router before it answered",
  unknown: "not known how it was made",
  outcome: "measured after the answer",
};

const name = z.string().trim().min(1, "The name is empty.").max(200, "At most 200 characters.");
const note = z.string().trim().max(2000, "At most 2,000 characters.");

export const TrafficSourceCreate = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "Lower-case letters, digits, dot, dash and underscore; at most 64.")
    .describe("Stable name that keys and links use; it cannot be changed."),
  name: name.optional().describe("Shown to people; default: the key."),
  note: note.nullish(),
  quality_basis: QualityBasis.nullish().describe(
    "How the quality of candidates was made; null: the format's default.",
  ),
});
export type TrafficSourceCreate = z.infer<typeof TrafficSourceCreate>;

export const TrafficSourcePatch = z.strictObject({
  name: name.optional(),
  note: note.nullish(),
  quality_basis: QualityBasis.nullish(),
});
export type TrafficSourcePatch = z.infer<typeof TrafficSourcePatch>;

export const TrafficSourceView = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  note: z.string().nullable(),
  quality_basis: QualityBasis.nullable().describe("As set; null takes the default of the formats that came."),
  effective_quality_basis: QualityBasis.describe("What verdicts go by."),
  generated: z.boolean().describe("Made by a generator: every page and file says so."),
  formats: z.array(z.string()),
  decisions: z.number().int().describe("Decisions stored."),
  batches: z.number().int(),
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
  last_received_at: z.string().nullable(),
  version: z.number().int(),
  updated_at: z.string(),
});
export type TrafficSourceView = z.infer<typeof TrafficSourceView>;

export const TrafficSourceList = z.object({ items: z.array(TrafficSourceView), next_cursor: z.null() });

/**
 * The basis that verdicts go by: as set, else `ex_ante` where only native records came (or nothing yet), else
 * `unknown`.
 */
export const effectiveQualityBasis = (set: QualityBasis | null, formats: readonly string[]): QualityBasis =>
  set ?? (formats.every((format) => format === "native") ? "ex_ante" : "unknown");
