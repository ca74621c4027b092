import { z } from "zod";
import { sortBy } from "@/lib/register";
import { Day } from "../day";

/** A verdict as of `neutrality`, or `failed` where a run could not be completed. */
export const ResultVerdict = z.enum(["kept", "watch", "breach", "inconclusive", "no_data", "failed"]);
export type ResultVerdict = z.infer<typeof ResultVerdict>;

export const ResultTrigger = z.enum(["scheduled", "late_data", "purge", "catalogue_change", "on_demand"]);
export type ResultTrigger = z.infer<typeof ResultTrigger>;

/** One figure beside its limit. A share is a fraction of 1; null is unknown. */
export const ResultMeasure = z.object({
  name: z
    .string()
    .describe(
      "Stable name of the figure, such as odds_ratio or share; behind a colon the kind that it is of, as in exclusion_difference: pinned.",
    ),
  unit: z.enum(["share", "points", "odds", "ratio", "days", "count", "usd", "log"]),
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  /** What it is held against, where there is something. */
  limit: z.number().nullable(),
});
export type ResultMeasure = z.infer<typeof ResultMeasure>;

/** What a run found. `measures[0]` is the figure that the verdict is about. */
export const ResultFigures = z.object({
  measures: z.array(ResultMeasure),
  /** Decisions, products, policies or people judged. */
  n: z.number().int(),
  because: z.array(z.string()),
  /** Onset and evidence of a tilt; null for other metrics. */
  tilt: z
    .object({
      observed: z.number(),
      expected: z.number(),
      log_odds: z.number().nullable(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      log_e_value: z.number().nullable(),
      /** Of all decisions together; only where the check fixed strata, whose evidence `log_e_value` is mixed with. */
      log_e_pooled: z.number().nullable().optional(),
      peak: z.object({ log_e_value: z.number().nullable(), day: Day.nullable() }),
      onset: z.object({ day: Day.nullable(), policy_version: z.string().nullable() }),
      since_onset: z
        .object({
          decisions: z.number().int(),
          beyond: z.number().describe("Decisions to the focus beyond the expected."),
          log_odds: z.number().nullable(),
          lower: z.number().nullable(),
          upper: z.number().nullable(),
        })
        .nullable()
        .optional()
        .describe(
          "Of watch and breach: the decisions since the onset alone. The data picked that day, so that its interval carries no guarantee. Absent from results of before it was kept.",
        ),
      seen_from: Day.nullable()
        .optional()
        .describe(
          "Of kept: the latest start from which the days alone rule a material tilt out; one that began later could not have been seen yet. Absent from results of before it was kept.",
        ),
      eta: z.number().nullable(),
      phi: z.number().nullable(),
      r: z.number().nullable(),
      coverage: z.number().nullable(),
      needed: z.number().nullable(),
      strata: z.array(
        z.object({
          /** With fixed strata both are null in the row of all others, the last. */
          router: z.string().nullable(),
          task: z.string().nullable(),
          decisions: z.number().int(),
          /** Null without decisions, as may be of what was fixed. */
          observed: z.number().nullable(),
          expected: z.number().nullable(),
          log_odds: z.number().nullable(),
          e_value: z.number(),
          named: z.boolean(),
        }),
      ),
    })
    .nullable(),
  /** Rows behind the figure, such as products by listing time or exclusions by kind. */
  rows: z.array(
    z.object({
      label: z.string(),
      group: z.enum(["own", "partners"]).nullable(),
      value: z.number().nullable(),
      n: z.number().int().nullable(),
    }),
  ),
});
export type ResultFigures = z.infer<typeof ResultFigures>;

export const ResultView = z.object({
  id: z.string(),
  check: z.object({
    id: z.string(),
    key: z.string(),
    check_version: z.number().int(),
    title: z.string(),
    metric: z.string(),
  }),
  number: z.number().int(),
  window_from: Day,
  day: Day,
  trigger: ResultTrigger,
  why: z
    .string()
    .nullable()
    .describe(
      "In words, where it was not the schedule; of the schedule that it measured again what a run that failed before it was to.",
    ),
  verdict: ResultVerdict,
  guarantee: z
    .literal("anytime")
    .nullable()
    .describe(
      "anytime: the question was fixed before the first day that it judges, so its alpha holds however often it is looked at: exactly where nothing is estimated (owner_blind, reference_share), else in large samples. Null: a metric without chance, and so without an alpha.",
    ),
  figures: ResultFigures,
  inputs: z.array(z.object({ day: Day, revision: z.number().int(), content_hash: z.string() })),
  inputs_hash: z.string(),
  dataset_digest: z.string(),
  method_version: z.string(),
  catalogue_version: z.string(),
  b_version: z.number().int().nullable(),
  replaces: z.string().nullable(),
  replaced_by: z.string().nullable(),
  computed_at: z.string(),
});
export type ResultView = z.infer<typeof ResultView>;

/** One mark of a strip: the latest result of a day. */
export const ResultMark = z.object({
  id: z.string(),
  day: Day,
  verdict: ResultVerdict.describe(
    "What the day counts as: no_data where none of the days since the last due one had a decision when it was judged; else as the result.",
  ),
  result_verdict: ResultVerdict.describe("What the result itself says, of its window so far."),
  trigger: ResultTrigger,
  /** How many results the day has had. */
  runs: z.number().int(),
});
export type ResultMark = z.infer<typeof ResultMark>;

/** Days of a promise by verdict, each day by its latest result; one without a decision counts as no_data. */
export const DaysByVerdict = z.object({
  tested: z.number().int(),
  kept: z.number().int(),
  watch: z.number().int(),
  breach: z.number().int(),
  inconclusive: z.number().int(),
  no_data: z.number().int(),
  failed: z.number().int(),
});
export type DaysByVerdict = z.infer<typeof DaysByVerdict>;

/** Whether a result rests on what it kept, and its figures follow from that. */
export const ResultVerification = z.object({
  verified: z
    .boolean()
    .describe(
      "Every hash agrees with what it is of, the audit log says the same of the run and, where it could be worked out again, the figures too.",
    ),
  differences: z.array(z.string()).describe("What does not agree; empty when verified."),
  recomputed: z.boolean().describe("Whether verdict and figures were worked out again."),
  not_recomputed: z
    .string()
    .nullable()
    .describe("Why they were not: another method judged it, or its run failed. Null where they were."),
});
export type ResultVerification = z.infer<typeof ResultVerification>;

/** What results are sorted by; `verdict` by gravity, the gravest first. */
export const RESULT_SORTS = [
  "check",
  "number",
  "window_from",
  "day",
  "trigger",
  "verdict",
  "computed_at",
] as const;

const one = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item)]);

/** Results of a check (id or key), a commitment or a clause, by what they say and why they were run, and by the days that they judge, half-open. */
export const ResultsQuery = z.strictObject({
  check: z.string().min(1).max(128).optional().describe("Id of a version, or a key for all of its versions."),
  commitment: z.string().min(1).max(128).optional().describe("Id or key."),
  clause: z.string().min(1).max(128).optional().describe("Key of a clause."),
  metric: z.string().max(64).optional().describe("Metric of its check."),
  verdict: one(ResultVerdict).optional().describe("Any of these; may be given several times."),
  trigger: one(ResultTrigger).optional().describe("Any of these; may be given several times."),
  window_from: Day.optional().describe("First day of the window that it is of."),
  from: Day.optional(),
  to: Day.optional(),
  sort: sortBy(RESULT_SORTS).describe(
    `Fields by comma; a dash in front sorts downwards. Among ${RESULT_SORTS.join(", ")}; “check” by key and version, “verdict” by gravity, the gravest first. Default: the newest run first.`,
  ),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(500).optional(),
});
export type ResultsQuery = z.infer<typeof ResultsQuery>;

export const ResultListItem = ResultView.omit({ inputs: true });
export type ResultListItem = z.infer<typeof ResultListItem>;

export const ResultsPage = z.object({
  items: z.array(ResultListItem),
  next_cursor: z.string().nullable(),
});
export type ResultsPage = z.infer<typeof ResultsPage>;
