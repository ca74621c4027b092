import { z } from "zod";
import { sortBy } from "@/lib/register";
import { Day } from "../day";
import { ResultMark, ResultVerdict } from "../results/schema";
import { CheckDefinition, CheckSchedule } from "./definition";

/** proposed: waits for a second person; withdrawn: taken back before its first day; lapsed: its first day came first. running; superseded: runs on beside the new one to the end of its window. */
export const CheckStatus = z.enum([
  "proposed",
  "refused",
  "withdrawn",
  "lapsed",
  "waiting",
  "running",
  "superseded",
  "ended",
]);
export type CheckStatus = z.infer<typeof CheckStatus>;

/** Of several tilt checks that run on one clause: how many, and which of them e-BH names. */
export const NamedOver = z
  .object({
    checks: z.number().int().describe("How many questions they ask: each counts once."),
    counted: z
      .array(z.string())
      .describe(
        "Ids of the versions that stand for a question: of several with the same scope, focus, direction and baseline, such as two versions that run beside each other, the one that began first.",
      ),
    alpha: z.number().describe("The smallest of the checks’ levels."),
    named: z.array(z.string()).describe("Ids of the versions named."),
  })
  .describe(
    "Of the tilt checks that run on one clause, those that e-BH names at the smallest of their levels by the evidence that their latest results reached. The verdict of each stays at its own level; metrics without an e-value have no part in it. Null: fewer than two questions.",
  );
export type NamedOver = z.infer<typeof NamedOver>;

export const CheckListItem = z.object({
  id: z.string(),
  key: z.string(),
  check_version: z.number().int(),
  title: z.string(),
  metric: z.string(),
  router: z.string().nullable().describe("The router that it asks about; null: all of them, or none."),
  commitment: z.object({ id: z.string(), key: z.string() }),
  clause: z.object({
    key: z.string(),
    text: z.string().nullable().describe("Its words as they are now."),
    recorded_text: z
      .string()
      .nullable()
      .describe(
        "Its words when this version was recorded, which its results are of. Null: it had none, or it was recorded before they were kept.",
      ),
    kind: z.string().nullable(),
  }),
  status: CheckStatus,
  first_day: Day,
  schedule: CheckSchedule,
  /** The window in course; null for what does not run. */
  window: z.object({ from: Day, to: Day }).nullable(),
  latest: z.object({ id: z.string(), day: Day, verdict: ResultVerdict, computed_at: z.string() }).nullable(),
  last_data_day: Day.nullable().describe(
    "The last day judged that had decisions, as they were when it was measured last. Null: there was none, or it is measured from records.",
  ),
  /** The latest mark of each of the last days, oldest first. */
  strip: z.array(ResultMark),
  open_findings: z.number().int(),
});
export type CheckListItem = z.infer<typeof CheckListItem>;

/** What was said on a version; withdrawn by one person alone, before its first day. */
export const CheckOutcome = z.enum(["approved", "refused", "withdrawn"]);

export const CheckView = CheckListItem.extend({
  named_over: NamedOver.nullable(),
  definition: CheckDefinition,
  definition_hash: z.string(),
  recorded_at: z.string(),
  written_at: z
    .string()
    .describe(
      "By the real clock. Later than `recorded_at` where a simulated clock recorded it: such a version judges generated traffic alone, and has ended once there is real traffic.",
    ),
  created_by: z.string(),
  created_by_label: z.string(),
  reason: z.string().nullable(),
  supersedes: z.object({ id: z.string(), check_version: z.number().int() }).nullable(),
  superseded_by: z
    .object({ id: z.string(), check_version: z.number().int(), status: CheckStatus })
    .nullable(),
  warnings: z
    .array(z.object({ pointer: z.string(), message: z.string() }))
    .describe("What may be a slip and is no fault: routers that nobody has heard of."),
  beside: z
    .array(
      z.object({
        id: z.string(),
        check_version: z.number().int(),
        status: CheckStatus,
        runs_until: Day.nullable().describe("The day after the last that it judges; null: no end in sight."),
        latest: z.object({ id: z.string(), day: Day, verdict: ResultVerdict }).nullable(),
        open_findings: z.number().int(),
      }),
    )
    .describe(
      "The other versions of this key that run, or of which findings are open, the newest first: `latest` and `open_findings` of the check are of this version alone.",
    ),
  /** Versions recorded after this one, whatever became of them, in order. */
  later: z.array(
    z.object({ id: z.string(), check_version: z.number().int(), status: CheckStatus, first_day: Day }),
  ),
  decision: z
    .object({
      outcome: CheckOutcome,
      note: z.string().nullable(),
      decided_by: z.string(),
      decided_by_label: z.string(),
      decided_at: z.string(),
    })
    .nullable(),
});
export type CheckView = z.infer<typeof CheckView>;

const one = <T extends z.ZodType>(item: T) => z.union([item.transform((value) => [value]), z.array(item)]);

/** What versions of checks are sorted by; `latest` by the gravity of the verdict, the gravest first. */
export const CHECK_SORTS = [
  ...["key", "check_version", "title", "metric", "commitment", "clause", "status", "first_day"],
  ...["latest", "latest_day", "open_findings"],
] as const;

export const ChecksQuery = z.strictObject({
  key: z.string().max(128).optional().describe("All versions of this check."),
  commitment: z.string().max(128).optional().describe("Id or key of a commitment."),
  clause: z.string().max(128).optional().describe("Key of a clause."),
  metric: z.string().max(64).optional(),
  router: z.string().max(256).optional().describe("Name of the router that it asks about."),
  verdict: one(z.union([ResultVerdict, z.literal("none")]))
    .optional()
    .describe(
      "Verdict of the latest result; “none”: without a result. Any of these; may be given several times.",
    ),
  status: z
    .union([z.literal("all").transform(() => undefined), one(CheckStatus)])
    .optional()
    .describe("Any of these; may be given several times. “all”, as without it: any."),
  sort: sortBy(CHECK_SORTS).describe(
    `Fields by comma; a dash in front sorts downwards. Unknown comes last. Among ${CHECK_SORTS.join(", ")}; “latest” by verdict, the gravest first. Default: by key, the newest version first.`,
  ),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, "The cursor is not one of ours.")
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type ChecksQuery = z.infer<typeof ChecksQuery>;

export const CheckList = z.object({ items: z.array(CheckListItem), next_cursor: z.string().nullable() });
export type CheckList = z.infer<typeof CheckList>;

export const CheckDecisionInput = z.strictObject({
  outcome: z.enum(["approved", "refused"]),
  note: z.string().trim().max(8000).optional(),
});
export type CheckDecisionInput = z.infer<typeof CheckDecisionInput>;

export const WithdrawInput = z.strictObject({
  reason: z.string().trim().min(1, "Say why; it stays with the version.").max(8000),
});
export type WithdrawInput = z.infer<typeof WithdrawInput>;

export const RunInput = z.strictObject({
  why: z.string().trim().min(1, "Say why; the result keeps it.").max(1000),
});
export type RunInput = z.infer<typeof RunInput>;
