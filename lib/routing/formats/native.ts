import { z } from "zod";
import { pointerToken } from "@/lib/kernel/pointer";
import type { JsonValue } from "./json";
import { copyNative, isSurelyNative, MAX_CANDIDATES, MAX_ID } from "./quick-native";
import { parseTime } from "./time";

export { MAX_CANDIDATES };

const text = (about: string) => z.string({ error: "Expected text." }).nullish().describe(about);
// Refined, not min() and max(): zod compares any value's own `length`, and one that is an object throws.
const filled = (value: string): boolean => value !== "";
const model = z
  .string({ error: "Expected text." })
  .refine(filled, "The model's name is empty.")
  .meta({ minLength: 1 });
const finite = z.number({ error: "Expected a number." });
const amount = finite.min(0, "The number is below 0.");
const fraction = finite.min(0, "The number is below 0.").max(1, "The number is above 1.");
const count = amount
  .refine(Number.isInteger, "Expected a whole number.")
  .max(Number.MAX_SAFE_INTEGER, "The number is out of range.");
const flag = z.boolean({ error: "Expected true or false." });

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `Expected one of ${values.join(", ")}.` });

export const Arm = oneOf(["production", "owner_blind"]);
export const DecidedBy = oneOf(["router", "pinned", "fallback", "sticky", "cache", "internal"]);

export const NativeCandidate = z.object(
  {
    model,
    eligible: flag.nullish(),
    quality: fraction.nullish().describe("The router's own estimate before it answered."),
    cost_usd: amount.nullish().describe("Expected cost of this request, in USD."),
    latency_ms: amount.nullish(),
    score: finite.nullish(),
    probability: fraction.nullish(),
  },
  { error: "Expected an object." },
);

export const NativeOutcome = z.object(
  {
    status: oneOf(["success", "failure", "cancelled"]),
    accepted: flag.nullish(),
    score: finite.nullish(),
  },
  { error: "Expected an object." },
);

/** One routing decision as the native formats carry it. Absent and null are the same; unknown fields are ignored. */
export const NativeRecord = z.object(
  {
    decision_id: z
      .string({
        error: (issue) => (issue.input === undefined ? "decision_id is missing." : "Expected text."),
      })
      .refine((id) => id !== "" && [...id].length <= MAX_ID, `Expected 1 to ${MAX_ID} characters.`)
      .describe("Unique within the source."),
    occurred_at: z
      .string({
        error: (issue) => (issue.input === undefined ? "occurred_at is missing." : "Expected text."),
      })
      .describe("RFC 3339, from 2015 to 24 hours ahead."),
    chosen_model: z
      .string({
        error: (issue) => (issue.input === undefined ? "chosen_model is missing." : "Expected text."),
      })
      .refine(filled, "The model's name is empty.")
      .meta({ minLength: 1, description: "As the gateway names it." }),
    router: text("Default: default."),
    policy_version: text("The router's policy in force."),
    arm: Arm.nullish(),
    decided_by: DecidedBy.nullish(),
    task: text("What the request was for."),
    requested_model: text("What the customer asked for."),
    region: text("Where it ran."),
    session_id: text("Groups decisions of one conversation."),
    tenant: text("Opaque; stored as a keyed hash."),
    candidates: z
      .array(NativeCandidate, { error: "Expected an array." })
      .refine((list) => list.length <= MAX_CANDIDATES, `At most ${MAX_CANDIDATES} candidates.`)
      .meta({ maxItems: MAX_CANDIDATES })
      .nullish(),
    input_tokens: count.nullish(),
    output_tokens: count.nullish(),
    cost_usd: amount.nullish(),
    latency_ms: amount.nullish(),
    outcome: NativeOutcome.nullish(),
  },
  { error: "Expected an object." },
);
export type NativeRecord = z.infer<typeof NativeRecord>;

export type RecordFault = { pointer: string; message: string };
export type RecordResult =
  | { record: NativeRecord; unknown_fields: number; fault: null }
  | { record: null; fault: RecordFault };

const EARLIEST_MS = Date.UTC(2015, 0, 1);
const AHEAD_MS = 86_400_000;

const RECORD_FIELDS = new Set(Object.keys(NativeRecord.shape));
const CANDIDATE_FIELDS = new Set(Object.keys(NativeCandidate.shape));
const OUTCOME_FIELDS = new Set(Object.keys(NativeOutcome.shape));

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${pointerToken(String(part))}`).join("");

/**
 * A parsed value as a native record, its time brought to UTC; `now_ms` is when the delivery began. Else the first
 * fault, in the order of the fields. Counts members that no field of the format takes.
 */
export function readNative(value: JsonValue, now_ms: number): RecordResult {
  const judged = isSurelyNative(value) ? owned(copyNative(value as Members)) : judge(value);
  const read = judged.fault ? judged : withTime(judged.record, now_ms);
  return read.fault ? read : { ...read, unknown_fields: unknownFields(value) };
}

/** As `readNative`, for an object that was made of known members alone and is the caller's to give away. */
export function readOwn(value: Members, now_ms: number): RecordResult {
  const judged = isSurelyNative(value) ? owned(value) : judge(value);
  return judged.fault ? judged : withTime(judged.record, now_ms);
}

type Members = { [name: string]: JsonValue };
type Judged = { record: NativeRecord; fault: null } | { record: null; fault: RecordFault };

const owned = (value: object): Judged => ({ record: value as NativeRecord, fault: null });

function judge(value: JsonValue): Judged {
  const { success, data, error } = NativeRecord.safeParse(value);
  if (success) return { record: data, fault: null };
  const issue = error.issues[0];
  return {
    record: null,
    fault: { pointer: pointerOf(issue?.path ?? []), message: issue?.message ?? "Not valid." },
  };
}

function withTime(record: NativeRecord, now_ms: number): RecordResult {
  const time = parseTime(record.occurred_at);
  const message = time ? timeFault(time, now_ms) : "Expected an RFC 3339 time, such as 2026-11-21T09:30:00Z.";
  if (!time || message !== null)
    return { record: null, fault: { pointer: "/occurred_at", message: message ?? "Not a time." } };
  record.occurred_at = time.text;
  return { record, unknown_fields: 0, fault: null };
}

function timeFault({ ms, micros }: { ms: number; micros: number }, now_ms: number): string | null {
  if (ms < EARLIEST_MS) return "The time is before 2015.";
  const limit = now_ms + AHEAD_MS;
  return ms > limit || (ms === limit && micros > 0) ? "The time is more than 24 hours ahead." : null;
}

const unknownIn = (value: JsonValue | undefined, known: ReadonlySet<string>): number =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.keys(value).filter((name) => !known.has(name)).length
    : 0;

function unknownFields(value: JsonValue): number {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return 0;
  const candidates = Array.isArray(value.candidates) ? value.candidates : [];
  return (
    unknownIn(value, RECORD_FIELDS) +
    unknownIn(value.outcome, OUTCOME_FIELDS) +
    candidates.reduce<number>((sum, candidate) => sum + unknownIn(candidate, CANDIDATE_FIELDS), 0)
  );
}
