import { type Querier, quoteLiteral } from "../../lib/clickhouse/server";

const MODELS = ["zeta-large", "zeta-small", "acme-one", "acme-two", "eta-pro", "theta-7b"];
const ROUTERS = ["desk", "flow", "forge"];
const TASKS = ["planning", "reasoning", "code_completion", "chat"];
/** Decisions lie 26 s apart, so that a million spans about ten months. */
const STEP_S = 26;

const list = (names: readonly string[]) => `[${names.map(quoteLiteral).join(", ")}]`;
const hash = (salt: string | number) => `sipHash64(number, ${salt})`;
const one = (names: readonly string[], salt: number) =>
  `arrayElement(${list(names)}, 1 + ${hash(salt)} % ${names.length})`;

// The chosen model is the first of four candidates; every figure comes from a hash of the row's number.
const CANDIDATES = `arrayMap(k -> CAST((
    arrayElement(${list(MODELS)}, 1 + (${hash(1)} + k) % ${MODELS.length}),
    round((${hash("10 + k")} % 10000) / 10000, 4),
    round((1 + ${hash("20 + k")} % 100000) / 1e6, 6),
    round((${hash("30 + k")} % 5000000) / 1000, 1)
  ), 'Tuple(model String, quality Float64, cost_usd Float64, latency_ms Float64)'), range(4)) AS candidates`;

const RECORD = `
  concat('d-', leftPad(toString(number), 9, '0')) AS decision_id,
  formatDateTime(toDateTime('2026-01-01 00:00:00', 'UTC') + number * {step:UInt32}, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS occurred_at,
  ${one(MODELS, 1)} AS chosen_model,
  ${one(ROUTERS, 2)} AS router,
  if(number < {rows:UInt64} / 2, 'v1', 'v2') AS policy_version,
  ${one(TASKS, 3)} AS task,
  concat('tenant-', toString(${hash(4)} % 500)) AS tenant,
  ${CANDIDATES},
  toUInt32(${hash(5)} % 4000) AS input_tokens,
  toUInt32(${hash(6)} % 1500) AS output_tokens,
  round((${hash(7)} % 100000) / 1e6, 6) AS cost_usd,
  round((${hash(8)} % 5000000) / 1000, 3) AS latency_ms`;

/** Native records as gzipped NDJSON, written by the engine: the same bytes of content for the same number of rows. */
export const writeRecords = (engine: Querier, path: string, rows: number): Promise<void> =>
  engine.command(
    `INSERT INTO FUNCTION file(${quoteLiteral(path)}, 'JSONEachRow') SELECT ${RECORD} FROM numbers({rows:UInt64})
     SETTINGS output_format_json_named_tuples_as_objects = 1, output_format_json_quote_64bit_integers = 0, max_execution_time = 0`,
    { rows, step: Math.max(1, Math.floor((STEP_S * 1_000_000) / rows)) },
  );

/** The range of the records: the last day is before `END`. */
export const START = "2026-01-01";
export const END = "2026-11-20";
