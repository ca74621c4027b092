import { type BatchNumbers, COLUMNS, tenantHash } from "./columns";
import { CANDIDATE_NUMBERS, READ_COLUMNS } from "./read-row";

export const READ_STRUCTURE = READ_COLUMNS.join(", ");

// Without the first, the engine's reading of a decimal may be off by its last bit.
const SETTINGS = `SETTINGS precise_float_parsing = 1, date_time_input_format = 'best_effort'`;

/** INSERT of rows from `readRow`. */
export const insertRead =
  (table: string, { source_no, tenant_key }: Pick<BatchNumbers, "source_no" | "tenant_key">) =>
  (input: string): string =>
    `INSERT INTO ${table} (${COLUMNS}) SELECT ${source_no}, batch, line, decision_id, occurred_at, chosen_model,
      router, policy_version, arm, decided_by, decided_because, task, requested_model, region, session_id,
      ${tenantHash("tenant", tenant_key)}, cand_model, cand_eligible,
      ${CANDIDATE_NUMBERS.map((name) => `arrayMap(x -> ifNull(x, nan), cand_${name})`).join(", ")},
      input_tokens, output_tokens, cost_usd, latency_ms, outcome_status, outcome_accepted, outcome_score
    FROM ${input} ${SETTINGS}`;
