import { z } from "zod";
import { parseInstant } from "@/lib/kernel/time";
import { Instant } from "../store/range";

const reason = z
  .string("Say why; the ledger and the audit log keep it.")
  .trim()
  .min(1, "Say why; the ledger and the audit log keep it.")
  .max(1000, "At most 1,000 characters.");

const expected = z
  .number()
  .int()
  .min(0)
  .optional()
  .describe("How many decisions should go; 409 when the number is another by now.");

const dry_run = z.boolean().default(false).describe("Say what would go, and change nothing.");

type Asked = { dry_run: boolean; reason?: string | undefined };
const saysWhy = ({ dry_run: only_asks, reason: why }: Asked) => only_asks || why !== undefined;
const SAYS_WHY = { message: "Say why; the ledger and the audit log keep it.", path: ["reason"] };

export const PurgeBatchInput = z
  .strictObject({ reason: reason.optional(), decisions: expected, dry_run })
  .refine(saysWhy, SAYS_WHY);
export type PurgeBatchInput = z.infer<typeof PurgeBatchInput>;

export const PurgeSourceInput = z
  .strictObject({
    from: Instant.refine((text) => (parseInstant(text) ?? 0) >= 0, "The time is before 1970.").describe(
      "Decisions that occurred then or later go.",
    ),
    reason: reason.optional(),
    decisions: expected,
    dry_run,
  })
  .refine(saysWhy, SAYS_WHY);
export type PurgeSourceInput = z.infer<typeof PurgeSourceInput>;

const Count = z.number().int();

export const PurgeView = z.object({
  id: z.string(),
  source: z.string().describe("Key of the traffic source."),
  batch: z.string().nullable().describe("The delivery that was purged; null for a source from a time on."),
  from: z.string().nullable().describe("Decisions from then on went; null for one delivery."),
  reason: z.string(),
  state: z
    .enum(["purging", "purged"])
    .describe("purging: announced, and finished by itself if the server was stopped meanwhile."),
  decisions: Count.describe("Decisions taken out."),
  batches: Count.describe("Deliveries that they came in."),
  digest: z.string().describe("Sum of the CityHash64 of every row taken out, modulo 2^64, in hex."),
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
  created_by: z.string(),
  created_at: z.string(),
  purged_at: z.string().nullable(),
});
export type PurgeView = z.infer<typeof PurgeView>;

/** What a purge would take out; nothing has changed. */
export const PurgePreview = z.object({
  dry_run: z.literal(true),
  source: z.string(),
  batch: z.string().nullable(),
  from: z.string().nullable(),
  decisions: Count,
  batches: Count,
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
});
export type PurgePreview = z.infer<typeof PurgePreview>;

export const PurgeAnswer = z.union([PurgeView, PurgePreview]);
export type PurgeAnswer = z.infer<typeof PurgeAnswer>;

export const PurgesQuery = z.strictObject({
  source: z.string().min(1).max(64).optional().describe("Key of the traffic source."),
  cursor: z.uuid("The cursor is not one of ours.").optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type PurgesQuery = z.infer<typeof PurgesQuery>;

export const PurgeList = z.object({ items: z.array(PurgeView), next_cursor: z.string().nullable() });
export type PurgeList = z.infer<typeof PurgeList>;
