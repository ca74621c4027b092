import { z } from "zod";
import { LineError } from "../ingest/schema";

export const BatchState = z.enum(["receiving", "storing", "stored", "failed", "purging", "purged"]);

export const BatchView = z.object({
  id: z.string(),
  source: z.string().describe("Key of the traffic source."),
  format: z.string(),
  file_name: z.string().nullable(),
  state: BatchState,
  received: z.number().int(),
  accepted: z.number().int(),
  purged: z.number().int().describe("Of those accepted, how many have been purged since."),
  duplicate: z.number().int(),
  rejected: z.number().int(),
  unknown_fields: z.number().int().describe("Fields that the format does not know; they were ignored."),
  errors: z.array(LineError),
  body_hash: z.string().describe("SHA-256 of the bytes as sent."),
  digest: z
    .string()
    .nullable()
    .describe("Sum of the CityHash64 of every row as it was stored, modulo 2^64, in hex."),
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
  created_by: z.string(),
  created_at: z.string(),
  stored_at: z.string().nullable(),
});
export type BatchView = z.infer<typeof BatchView>;

export const BatchQuery = z.strictObject({
  source: z.string().min(1).max(64).optional().describe("Key of the traffic source."),
  state: BatchState.optional(),
  cursor: z.uuid("The cursor is not one of ours.").optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type BatchQuery = z.infer<typeof BatchQuery>;

export const BatchList = z.object({ items: z.array(BatchView), next_cursor: z.string().nullable() });
export type BatchList = z.infer<typeof BatchList>;
