import { quoteLiteral } from "@/lib/clickhouse/server";

/** What every row of one delivery shares, as numbers of the two stores. */
export type BatchNumbers = {
  source_no: number;
  batch_no: number;
  /** 32 hex digits: tenants are stored as their hash under this key. */
  tenant_key: string;
};

/** The columns of `decisions`, in the order that every INSERT here gives them. */
export const COLUMNS = `source, batch, line, decision_id, occurred_at, chosen_model, router, policy_version, arm, decided_by,
  decided_because, task, requested_model, region, session_id, tenant, cand_model, cand_eligible, cand_quality,
  cand_cost_usd, cand_latency_ms, cand_score, cand_probability, input_tokens, output_tokens, cost_usd, latency_ms,
  outcome_status, outcome_accepted, outcome_score`;

const NULLABLE = [
  "input_tokens",
  "output_tokens",
  "cost_usd",
  "latency_ms",
  "outcome_accepted",
  "outcome_score",
];
const FILLED = COLUMNS.split(/,\s*/).filter((name) => !NULLABLE.includes(name));

/**
 * A hash of a whole row, by its columns' names, so that a column added later changes no digest. The engine's hash is
 * NULL where an argument is, so those that may be come as value and absence.
 */
export const ROW_HASH = `cityHash64(${[
  ...FILLED,
  ...NULLABLE.flatMap((name) => [`assumeNotNull(${name})`, `isNull(${name})`]),
].join(", ")})`;

const half = (hex: string): string => BigInt(`0x${hex}`).toString();

/** The keyed hash of a tenant's name, lower-case hex; the empty name stays empty. One text for every path in. */
export const tenantHash = (text: string, key: string): string =>
  `if(${text} = '', '', lower(hex(sipHash128Keyed((toUInt64(${half(key.slice(0, 16))}), toUInt64(${half(key.slice(16))})), ${text}))))`;

/** JSONExtract's type as a literal. */
export const typeLiteral = (type: string): string => quoteLiteral(type.replaceAll(/\s+/g, " "));
