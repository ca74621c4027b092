import { z } from "zod";
import { FILE_FORMATS } from "../formats/names";

/** One record that was not stored. */
export const LineError = z.object({
  line: z.number().int().describe("1-based line; for a JSON array the 1-based index."),
  pointer: z.string().describe("JSON pointer into the record; empty for the whole record."),
  message: z.string(),
});

/** The answer to a delivery: everything accepted is durable and visible. */
export const IngestAnswer = z.object({
  batch: z.string(),
  received: z.number().int(),
  accepted: z.number().int(),
  duplicate: z.number().int(),
  rejected: z.number().int(),
  errors: z.array(LineError).describe("The first 100."),
});
export type IngestAnswer = z.infer<typeof IngestAnswer>;

const source = z
  .string()
  .min(1)
  .max(64)
  .optional()
  .describe("Key of the traffic source. An ingest key has its own; everybody else names one.");

export const IngestDecisionsQuery = z.strictObject({ source });

/** What an OTLP client is told: how many spans of model calls were not stored, and why the first was not. */
export const OtlpAnswer = z.object({
  partialSuccess: z.object({ rejectedSpans: z.string(), errorMessage: z.string() }).optional(),
});

export const IngestFilesQuery = z.strictObject({
  source,
  format: z
    .enum(FILE_FORMATS, { error: `Expected one of ${FILE_FORMATS.join(", ")}.` })
    .default("native")
    .describe("What a line or row holds: native, or a gateway's own record."),
  file_name: z.string().max(255).optional().describe("Shown in the list of deliveries."),
});
