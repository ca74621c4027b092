import { MIGRATIONS } from "../../lib/clickhouse/migrations";
import { type Querier, quoteLiteral } from "../../lib/clickhouse/server";

const STRUCTURE = `decision_id String, occurred_at DateTime64(6, 'UTC'), chosen_model String, router String,
  policy_version String, arm String, decided_by String, task String, requested_model String, region String,
  session_id String, tenant String,
  candidates Array(Tuple(model String, eligible Nullable(Bool), quality Nullable(Float64), cost_usd Nullable(Float64),
    latency_ms Nullable(Float64), score Nullable(Float64), probability Nullable(Float64))),
  input_tokens Nullable(UInt64), output_tokens Nullable(UInt64), cost_usd Nullable(Float64), latency_ms Nullable(Float64),
  outcome Tuple(status String, accepted Nullable(Bool), score Nullable(Float64))`;

const numbers = (name: string) => `arrayMap(x -> ifNull(x, nan), candidates.${name})`;

const COLUMNS = `1, 1, 0, decision_id, occurred_at, chosen_model, if(router = '', 'default', router), policy_version,
  if(arm = '', 'production', arm), if(decided_by = '', 'router', decided_by), '', task, requested_model, region,
  session_id, tenant, candidates.model, arrayMap(x -> ifNull(x, 2), candidates.eligible),
  ${["quality", "cost_usd", "latency_ms", "score", "probability"].map(numbers).join(", ")},
  input_tokens, output_tokens, cost_usd, latency_ms, outcome.status, outcome.accepted, outcome.score`;

/** Makes `decisions` in the peer's own folder, as the product's migrations do. */
export async function openPeer(engine: Querier): Promise<void> {
  for (const { statements } of MIGRATIONS)
    for (const statement of statements) await engine.command(statement);
}

/** The engine's own INSERT of a file's native records; the path as a literal. */
export const insertFile = (path: string): string =>
  `INSERT INTO decisions SELECT ${COLUMNS} FROM file(${path}, 'JSONEachRow', ${quoteLiteral(STRUCTURE)})
   SETTINGS date_time_input_format = 'best_effort', max_memory_usage = 0, max_execution_time = 0`;

/**
 * What the engine does by itself with the same file: reads the gzipped NDJSON into an identically structured table,
 * with every core, checking nothing. Replaces what was there. The statement's time in seconds.
 */
export async function importByEngine(engine: Querier, path: string): Promise<number> {
  await engine.command("TRUNCATE TABLE decisions");
  const began = performance.now();
  await engine.command(insertFile(quoteLiteral(path)));
  return (performance.now() - began) / 1000;
}
