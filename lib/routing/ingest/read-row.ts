import type { NativeRecord } from "../formats/native";

// Records that the strict parser has read, written again as rows of their own shape.

export const CANDIDATE_NUMBERS = ["quality", "cost_usd", "latency_ms", "score", "probability"] as const;

/** A record as a JSON row; what is absent stays out or is null, and gets its default here. */
export function readRow(line: number, record: NativeRecord, decided_because: string): string {
  const { candidates, outcome } = record;
  const row: Record<string, unknown> = {
    line,
    decision_id: record.decision_id,
    occurred_at: record.occurred_at,
    chosen_model: record.chosen_model,
    router: record.router || "default",
    arm: record.arm ?? "production",
    decided_by: record.decided_by ?? "router",
    decided_because,
  };
  for (const name of OPTIONAL) row[name] = record[name] ?? undefined;
  if (candidates) {
    row.cand_model = candidates.map(({ model }) => model);
    row.cand_eligible = candidates.map(({ eligible }) =>
      typeof eligible === "boolean" ? Number(eligible) : 2,
    );
    for (const name of CANDIDATE_NUMBERS)
      row[`cand_${name}`] = candidates.map((candidate) => candidate[name] ?? null);
  }
  if (outcome) {
    row.outcome_status = outcome.status;
    row.outcome_accepted = outcome.accepted ?? undefined;
    row.outcome_score = outcome.score ?? undefined;
  }
  return JSON.stringify(row);
}

const OPTIONAL = [
  "policy_version",
  "task",
  "requested_model",
  "region",
  "session_id",
  "tenant",
  "input_tokens",
  "output_tokens",
  "cost_usd",
  "latency_ms",
] as const;
