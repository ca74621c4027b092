import type { NativeRecord } from "../formats/native";

// Records that the strict parser has read, written again as rows of their own shape.

export const CANDIDATE_NUMBERS = ["quality", "cost_usd", "latency_ms", "score", "probability"] as const;

/** Columns of a row, in their order, with the engine's types. */
export const READ_COLUMNS = [
  "batch UInt32",
  "line UInt64",
  "decision_id String",
  "occurred_at DateTime64(6, 'UTC')",
  "chosen_model String",
  "router String",
  "policy_version String",
  "arm String",
  "decided_by String",
  "decided_because String",
  "task String",
  "requested_model String",
  "region String",
  "session_id String",
  "tenant String",
  "cand_model Array(String)",
  "cand_eligible Array(UInt8)",
  ...CANDIDATE_NUMBERS.map((name) => `cand_${name} Array(Nullable(Float64))`),
  "input_tokens Nullable(UInt64)",
  "output_tokens Nullable(UInt64)",
  "cost_usd Nullable(Float64)",
  "latency_ms Nullable(Float64)",
  "outcome_status String",
  "outcome_accepted Nullable(Bool)",
  "outcome_score Nullable(Float64)",
];

/** A record as a JSON array of `READ_COLUMNS`; what is absent gets its default here. */
export function readRow(
  batch_no: number,
  line: number,
  record: NativeRecord,
  decided_because: string,
): string {
  const { outcome } = record;
  const candidates = record.candidates ?? NONE;
  return JSON.stringify([
    batch_no,
    line,
    record.decision_id,
    record.occurred_at,
    record.chosen_model,
    record.router || "default",
    record.policy_version ?? "",
    record.arm ?? "production",
    record.decided_by ?? "router",
    decided_because,
    record.task ?? "",
    record.requested_model ?? "",
    record.region ?? "",
    record.session_id ?? "",
    record.tenant ?? "",
    candidates.map(({ model }) => model),
    candidates.map(({ eligible }) => (typeof eligible === "boolean" ? Number(eligible) : 2)),
    ...CANDIDATE_NUMBERS.map((name) => candidates.map((candidate) => candidate[name] ?? null)),
    record.input_tokens ?? null,
    record.output_tokens ?? null,
    record.cost_usd ?? null,
    record.latency_ms ?? null,
    outcome?.status ?? "",
    outcome?.accepted ?? null,
    outcome?.score ?? null,
  ]);
}

const NONE: NonNullable<NativeRecord["candidates"]> = [];
