import { type BatchNumbers, COLUMNS, tenantHash } from "./columns";
import { CANDIDATE_NUMBERS } from "./read-row";

const TEXTS = [
  "decision_id",
  "chosen_model",
  "router",
  "policy_version",
  "arm",
  "decided_by",
  "decided_because",
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
      router, policy_version, arm, decided_by, decided_because, task, requested_model, region, session_id,
      ${tenantHash("tenant", tenant_key)}, cand_model, cand_eligible,
      ${CANDIDATE_NUMBERS.map((name) => `arrayMap(x -> ifNull(x, nan), cand_${name})`).join(", ")},
      input_tokens, output_tokens, cost_usd, latency_ms, outcome_status, outcome_accepted, outcome_score
    FROM ${input} ${SETTINGS}`;
