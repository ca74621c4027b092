import type { NativeRecord } from "../formats/native";
import { type BatchNumbers, COLUMNS, tenantHash } from "./columns";

// Records that the strict parser has read, written again as rows of their own shape.

const CANDIDATE_NUMBERS = ["quality", "cost_usd", "latency_ms", "score", "probability"] as const;

/** A record as a JSON row; what is absent stays out or is null, and gets its default here. */
export function readRow(line: number, record: NativeRecord): string {
  const { candidates, outcome, ...own } = record;
  const column = (name: (typeof CANDIDATE_NUMBERS)[number]) => candidates?.map((one) => one[name] ?? null);
  return JSON.stringify({
    ...own,
    line,
    router: own.router || "default",
    arm: own.arm ?? "production",
    decided_by: own.decided_by ?? "router",
    cand_model: candidates?.map(({ model }) => model),
    cand_eligible: candidates?.map(({ eligible }) =>
      eligible === null || eligible === undefined ? 2 : Number(eligible),
    ),
    ...Object.fromEntries(CANDIDATE_NUMBERS.map((name) => [`cand_${name}`, column(name)])),
    outcome_status: outcome?.status,
    outcome_accepted: outcome?.accepted,
    outcome_score: outcome?.score,
  });
}

const TEXTS = [
  "decision_id",
  "chosen_model",
  "router",
  "policy_version",
  "arm",
  "decided_by",
  "task",
  "requested_model",
  "region",
  "session_id",
  "tenant",
  "outcome_status",
];

export const READ_STRUCTURE = [
  "line UInt64",
  "occurred_at DateTime64(6, 'UTC')",
  ...TEXTS.map((name) => `${name} String`),
  "cand_model Array(String)",
  "cand_eligible Array(UInt8)",
  ...CANDIDATE_NUMBERS.map((name) => `cand_${name} Array(Nullable(Float64))`),
  "input_tokens Nullable(UInt64)",
  "output_tokens Nullable(UInt64)",
  "cost_usd Nullable(Float64)",
  "latency_ms Nullable(Float64)",
  "outcome_accepted Nullable(Bool)",
  "outcome_score Nullable(Float64)",
].join(", ");

// Without the first, the engine's reading of a decimal may be off by its last bit.
const SETTINGS = `SETTINGS precise_float_parsing = 1, date_time_input_format = 'best_effort',
  input_format_null_as_default = 1`;

/** INSERT of rows from `readRow`. */
export const insertRead =
  (table: string, { source_no, batch_no, tenant_key }: BatchNumbers) =>
  (input: string): string =>
    `INSERT INTO ${table} (${COLUMNS}) SELECT ${source_no}, ${batch_no}, line, decision_id, occurred_at, chosen_model,
      router, policy_version, arm, decided_by, '', task, requested_model, region, session_id,
      ${tenantHash("tenant", tenant_key)}, cand_model, cand_eligible,
      ${CANDIDATE_NUMBERS.map((name) => `arrayMap(x -> ifNull(x, nan), cand_${name})`).join(", ")},
      input_tokens, output_tokens, cost_usd, latency_ms, outcome_status, outcome_accepted, outcome_score
    FROM ${input} ${SETTINGS}`;
