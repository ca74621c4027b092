import { z } from "zod";
import type { Hue } from "@/lib/kernel/hue";
import { parseInstant } from "@/lib/kernel/time";
import { IngestDecisionsQuery } from "../ingest/schema";
import { Instant } from "../store/range";

const DAY_MS = 86_400_000;
const MOST_DAYS = 400;

/** How many requests a partner says that one of its models served on a UTC day. */
export const ServedCountRecord = z.object(
  {
    day: z
      .string({ error: (issue) => (issue.input === undefined ? "day is missing." : "Expected text.") })
      .regex(/^\d{4}-\d{2}-\d{2}$/, "Expected a day, such as 2026-11-21.")
      .refine((text) => parseInstant(text) !== null, "There is no such day.")
      .describe("UTC day, such as 2026-11-21."),
    model: z
      .string({ error: (issue) => (issue.input === undefined ? "model is missing." : "Expected text.") })
      .trim()
      .min(1, "The model's name is empty.")
      .max(256, "At most 256 characters.")
      .describe("As the partner names it; matched to the catalogue when read."),
    decisions: z
      .number({
        error: (issue) => (issue.input === undefined ? "decisions is missing." : "Expected a number."),
      })
      .min(0, "The number is below 0.")
      .refine(Number.isInteger, "Expected a whole number.")
      .max(Number.MAX_SAFE_INTEGER, "The number is out of range.")
      .describe("Requests served."),
  },
  { error: "Expected an object." },
);
export type ServedCountRecord = z.infer<typeof ServedCountRecord>;

export const IngestCountsQuery = z.strictObject({
  ...IngestDecisionsQuery.shape,
  file_name: z.string().max(255).optional().describe("Shown in the list of deliveries."),
});
export type IngestCountsQuery = z.infer<typeof IngestCountsQuery>;

const Day = Instant.refine(
  (text) => (parseInstant(text) ?? 0) % DAY_MS === 0,
  "A whole day: counts are by UTC day.",
);

export const ReconciliationQuery = z
  .strictObject({
    from: Day,
    to: Day.describe("The day after the last."),
    source: z.string().min(1).max(64).optional().describe("Key of the source; absent: all that hold counts."),
  })
  .refine(({ from, to }) => (parseInstant(from) ?? 0) < (parseInstant(to) ?? 0), {
    message: "`to` must be later than `from`: ranges are half-open.",
    path: ["to"],
  })
  .refine(({ from, to }) => (parseInstant(to) ?? 0) - (parseInstant(from) ?? 0) <= MOST_DAYS * DAY_MS, {
    message: `At most ${MOST_DAYS} days at once.`,
    path: ["to"],
  });
export type ReconciliationQuery = z.infer<typeof ReconciliationQuery>;

export const GapKind = z.enum(["theirs_more", "ours_more", "only_theirs", "only_ours"]);
export type GapKind = z.infer<typeof GapKind>;

const Count = z.number().int();

const Model = {
  source: z.string().describe("Key of the source that the counts came from."),
  model: z.string().describe("The catalogue's model; the name in lower case where it matches none."),
  product: z.string().nullable().describe("Key; null where the name matches nothing."),
  owner: z.string().nullable().describe("Key of the owner."),
  owner_name: z.string().nullable(),
  first_party: z.boolean(),
};

export const ReconciledDay = z.object({
  ...Model,
  day: z.string(),
  ours: Count.describe("Decisions of this model in our log, whoever decided."),
  theirs: Count.nullable().describe("What they say they served; null when they say nothing of the day."),
  difference: Count.describe("Theirs less ours."),
  gap: GapKind.nullable().describe("Null when both sides agree."),
});
export type ReconciledDay = z.infer<typeof ReconciledDay>;

export const ReconciledModel = z.object({
  ...Model,
  days: Count,
  gap_days: Count,
  ours: Count,
  theirs: Count,
  difference: Count,
});
export type ReconciledModel = z.infer<typeof ReconciledModel>;

export const ReconciliationAnswer = z.object({
  from: z.string(),
  to: z.string(),
  sources: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      first_day: z
        .string()
        .describe("Days before the first and after the last that they count are left out."),
      last_day: z.string(),
    }),
  ),
  generated: z.boolean().describe("Decisions of a generator are among ours."),
  totals: z.object({ days: Count, gap_days: Count, ours: Count, theirs: Count, difference: Count }),
  models: z.array(ReconciledModel),
  rows: z.array(ReconciledDay).describe("By source, model and day."),
  gaps: z.array(ReconciledDay).describe("The rows on which the sides differ, the largest difference first."),
  uncounted: z
    .array(z.object({ ...Model, ours: Count }))
    .describe("Models of the same owners in our log, on these days, of which they say nothing at all."),
});
export type ReconciliationAnswer = z.infer<typeof ReconciliationAnswer>;

/** As a page shows it; the hue is that of the one party whose models are counted. */
export type LatestReconciliation = ReconciliationAnswer & { hue: Hue };
