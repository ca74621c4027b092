import { z } from "zod";
import { PARTIAL_DATE, parseInstant } from "@/lib/kernel/time";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A key: stable, chosen by people, used in links and imports. */
export const Key = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$/,
    "Letters, digits and . _ : @ - without spaces, beginning with a letter or digit; at most 128.",
  )
  .refine((text) => !UUID.test(text), "A key must not look like an id.")
  .describe("Short stable name used in links and imports; it never changes.");

export const Name = z.string().trim().min(1, "Say a name.").max(500, "At most 500 characters.");
export const Note = z
  .string()
  .trim()
  .min(1, "Leave it out or write something.")
  .max(8000, "At most 8,000 characters.");

export const PartialDate = z
  .string()
  .regex(PARTIAL_DATE, "A year, a month or a day: 2026, 2026-02 or 2026-02-27.")
  .refine((text) => text.length < 10 || parseInstant(text) !== null, "There is no such day.")
  .describe("As precise as it is known: 2026, 2026-02 or 2026-02-27.");

/** A UTC day that exists, as 2026-08-10; from 1900 on, since the calendar of the store has no year 0. */
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "A day, as 2026-08-10.")
  .refine((text) => parseInstant(text) !== null, "There is no such day.")
  .refine((text) => parseInstant(text) === null || text >= "1900-01-01", "A day from 1900 on.")
  .describe("A UTC day, as 2026-08-10.");
export type Day = z.infer<typeof Day>;

/** Without leading or trailing zeros, so that equal amounts are equal texts. */
const shortest = (text: string): string => {
  const whole = text.replace(/^0+(?=\d)/, "");
  return whole.includes(".") ? whole.replace(/\.?0+$/, "") : whole;
};

/** Amounts are decimal strings; they never pass through a double. */
export const Amount = z
  .string("A decimal number as text, such as 8000000000.")
  .regex(/^\d{1,20}(\.\d{1,4})?$/, "A decimal number as text, such as 8000000000; not negative.")
  .transform(shortest)
  .describe("A decimal number as text.");

export const Price = z
  .string("A decimal number as text, such as 0.25.")
  .regex(/^\d{1,10}(\.\d{1,8})?$/, "A decimal number as text, such as 0.25; not negative.")
  .transform(shortest)
  .describe("A price in USD as text.");

export const Visibility = z.enum(["public", "internal", "confidential"]);
export type Visibility = z.infer<typeof Visibility>;

export const Bound = z.enum(["equal", "about", "up_to", "at_least", "unknown"]);
export type Bound = z.infer<typeof Bound>;

export const Currency = z.string().regex(/^[A-Z]{3}$/, "Three capital letters, such as USD (ISO 4217).");

/** A list of keys or words without repeats. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .max(500)
    .refine(
      (items) => new Set(items.map((entry) => JSON.stringify(entry))).size === items.length,
      "Named twice.",
    );

/** Absent leaves the field alone, null clears it. */
export const loose = <T extends z.ZodType>(schema: T) => schema.nullable().optional();

/** What every record carries beside its own fields. */
export const RecordFields = {
  id: z.string(),
  version: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
  updated_by: z.string(),
  retired_at: z.string().nullable(),
  retired_reason: z.string().nullable(),
};
export type RecordMeta = {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  updated_by: string;
  retired_at: string | null;
  retired_reason: string | null;
};

export const RetireInput = z.strictObject({
  reason: z.string().trim().min(1, "Say why; the record keeps it.").max(1000).describe("Why it is retired."),
});
export type RetireInput = z.infer<typeof RetireInput>;
