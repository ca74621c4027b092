import { randomBytes } from "node:crypto";
import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type BoundPools, whereDecisions } from "@/lib/routing/server";
import type { NeutralityQuery } from "../schema";
import { DAY, FIT_HASH, STRATUM_HASH, type Stratum, type Version } from "./groups";
import { MODEL_SHIFT, type NameCodes, OWNER_SHIFT, TESTED } from "./names";
import { bindPoolCandidates, withCandidates } from "./pooled";

/** Why a decision's candidates cannot be compared, in order; 0 when they can. */
export const STRUCTURE = [
  "no_candidates",
  "unattributed_candidate",
  "chosen_not_candidate",
  "single_candidate",
] as const;

/** What some candidate lacks, as bits; `refused` is a source whose quality was measured after the fact. */
export const LACKS = { quality: 1, cost: 2, latency: 4, zero_cost: 8, refused: 16 } as const;

// Numbers of partners (p), focal candidates (f) and the chosen one (c), for each covariate; natural units.
const COLUMNS = `
  structure UInt8, lacks UInt8, day UInt16, fit UInt16, stratum UInt16, source UInt32, slice UInt8,
  tenant UInt64, session UInt64, won UInt8, partners UInt8, focals UInt8, owners Array(UInt32),
  p_quality Array(Float64), p_log_cost Array(Float64), p_latency_s Array(Float64),
  f_quality Array(Float64), f_log_cost Array(Float64), f_latency_s Array(Float64),
  c_quality Float64, c_log_cost Float64, c_latency_s Float64, pooled UInt8`;

/**
 * More of each decision, for what stands beside a verdict: its id and time, the chosen model's code (0: unknown), what
 * it cost, measured and brought (NaN and '' where unknown; tokens of both sides), the codes of the candidates in p_ and f_, and how many
 * of ours and of others were offered and left out as not eligible. Codes are those of `codeNames`.
 */
const DETAIL = `,
  decision_id String, occurred_at DateTime64(6, 'UTC'), region LowCardinality(String), chosen UInt64,
  tokens UInt64, paid_usd Float64, took_ms Float64,
  outcome_status LowCardinality(String), outcome_accepted Int8, outcome_score Float64,
  p_code Array(UInt64), f_code Array(UInt64),
  own_offered UInt8, own_barred UInt8, others_offered UInt8, others_barred UInt8`;

const offered = (focal: 0 | 1, condition: string): string =>
  `toUInt8(arrayCount((c, said) -> modulo(c, {model_shift:UInt64}) >= {owner_shift:UInt64} AND modulo(c, 2) = ${focal}${condition}, every, every_eligible))`;

const DETAIL_COLUMNS = `,
    decision_id, occurred_at, region, chosen AS chosen_code,
    toUInt64(ifNull(input_tokens, 0)) + toUInt64(ifNull(output_tokens, 0)) AS tokens, ifNull(cost_usd, nan) AS paid_usd, ifNull(latency_ms, nan) AS took_ms,
    outcome_status, toInt8(ifNull(toInt8(outcome_accepted), -1)) AS accepted, ifNull(outcome_score, nan) AS outcome_points,
    partner_codes, arrayFilter(c -> modulo(c, 2) = 1, sound) AS focal_codes,
    ${offered(1, "")} AS own_offered, ${offered(1, " AND said = 0")} AS own_barred,
    ${offered(0, "")} AS others_offered, ${offered(0, " AND said = 0")} AS others_barred`;

const PREFIX = "neutrality_";
const STALE_S = 3600;

// Small blocks and two writers: as fast as more, and a fifth of the memory.
const INSERT_SETTINGS = "max_insert_threads = 2, min_insert_block_size_rows = 100000";

const insertSql = (table: string, where: string, pooled: boolean, detail: boolean): string => `
  INSERT INTO ${table}
  WITH
    transform(chosen_model, {names:Array(String)}, {codes:Array(UInt64)}, toUInt64(0)) AS chosen,
    arrayFilter((code, said) -> said != 0, every, every_eligible) AS eligible,
    has(every_eligible, 0) OR length(arrayDistinct(eligible)) < length(eligible) AS irregular,
    arraySort(
      i -> (isNaN(every_cost[i]), if(isNaN(every_cost[i]), 0, every_cost[i]), i),
      arrayFilter(i -> every_eligible[i] != 0, arrayEnumerate(every))) AS by_cost,
    arrayFilter((i, nth) -> nth = 1, by_cost, arrayEnumerateUniq(arrayMap(i -> every[i], by_cost))) AS kept,
    if(irregular, arrayMap(i -> every[i], kept), every) AS code,
    if(irregular, arrayMap(i -> every_quality[i], kept), every_quality) AS quality,
    if(irregular, arrayMap(i -> every_cost[i], kept), every_cost) AS cost,
    if(irregular, arrayMap(i -> every_latency[i], kept), every_latency) AS latency,
    indexOf(code, chosen) AS at,
    multiIf(
      empty(code), 1,
      arrayExists(c -> modulo(c, {model_shift:UInt64}) < {owner_shift:UInt64}, code), 2,
      at = 0, 3,
      length(code) < 2, 4,
      0) AS structure,
    if(structure = 0, code, []) AS sound,
    arrayFilter(c -> modulo(c, 2) = 0, sound) AS partner_codes,
    toUInt16(transform(${FIT_HASH}, {fit_hashes:Array(UInt64)}, {fit_numbers:Array(UInt16)}, toUInt16(0))) AS fit
  SELECT
    structure,
    toUInt8(
      arrayExists(v -> isNaN(v), quality) * ${LACKS.quality} + arrayExists(v -> isNaN(v), cost) * ${LACKS.cost}
      + arrayExists(v -> isNaN(v), latency) * ${LACKS.latency} + arrayExists(v -> v <= 0, cost) * ${LACKS.zero_cost}
      + (has({refused:Array(UInt32)}, source) AND pool = 0) * ${LACKS.refused}) AS lacks,
    ${DAY} AS day,
    fit,
    toUInt16(transform(${STRATUM_HASH}, {stratum_hashes:Array(UInt64)}, {stratum_numbers:Array(UInt16)}, toUInt16(0))) AS stratum,
    source,
    toUInt8(modulo(sipHash64(source, decision_id), 100)) AS slice,
    if(tenant = '', 0, sipHash64(tenant)) AS tenant_key,
    if(session_id = '', 0, sipHash64(source, session_id)) AS session_key,
    toUInt8(modulo(chosen, 2)) AS won,
    toUInt8(length(partner_codes)) AS partners,
    toUInt8(length(sound) - length(partner_codes)) AS focals,
    arrayDistinct(arrayMap(c -> toUInt32(intDiv(modulo(c, {model_shift:UInt64}), {owner_shift:UInt64})), partner_codes)) AS owners,
    arrayFilter((v, c) -> modulo(c, 2) = 0, if(structure = 0, quality, []), sound) AS p_quality,
    arrayMap(v -> log(v), arrayFilter((v, c) -> modulo(c, 2) = 0, if(structure = 0, cost, []), sound)) AS p_log_cost,
    arrayMap(v -> v / 1000, arrayFilter((v, c) -> modulo(c, 2) = 0, if(structure = 0, latency, []), sound)) AS p_latency_s,
    arrayFilter((v, c) -> modulo(c, 2) = 1, if(structure = 0, quality, []), sound) AS f_quality,
    arrayMap(v -> log(v), arrayFilter((v, c) -> modulo(c, 2) = 1, if(structure = 0, cost, []), sound)) AS f_log_cost,
    arrayMap(v -> v / 1000, arrayFilter((v, c) -> modulo(c, 2) = 1, if(structure = 0, latency, []), sound)) AS f_latency_s,
    quality[at] AS c_quality, log(cost[at]) AS c_log_cost, latency[at] / 1000 AS c_latency_s,
    toUInt8(pool != 0) AS pooled${detail ? DETAIL_COLUMNS : ""}
  FROM ${withCandidates(`${where} AND ${TESTED}`, pooled)}
  SETTINGS ${INSERT_SETTINGS}`;

export type PrepareInput = {
  query: NeutralityQuery;
  names: NameCodes;
  versions: readonly Version[];
  strata: readonly Stratum[];
  /** Numbers of traffic sources whose quality was measured after the fact. */
  refused: readonly number[];
  /** What policies declare for decisions whose log carries no candidates; absent or null where that changes nothing. */
  pools?: BoundPools | null;
  /** Whether the columns of `DETAIL` are wanted too. */
  detail?: boolean;
};

/**
 * Runs `work` on a table that holds every routed production decision of the window once, its candidates sorted out
 * and in numbers (fits and strata counted from 1, 0 for those beyond the largest), and drops the table afterwards, also on error.
 */
export async function withPrepared<T>(input: PrepareInput, work: (table: string) => Promise<T>): Promise<T> {
  const { detail = false } = input;
  await dropStale();
  const seconds = Math.floor(Date.now() / 1000);
  const table = `${PREFIX}${seconds}_${randomBytes(6).toString("hex")}`;
  const store = clickhouse();
  await store.command(
    `CREATE TABLE ${table} (${COLUMNS}${detail ? DETAIL : ""}) ENGINE = MergeTree ORDER BY tuple()`,
  );
  try {
    const { sql, params } = whereDecisions(input.query);
    const pools = input.pools ?? null;
    await store.command(insertSql(table, sql, pools !== null, detail), {
      ...params,
      ...(pools ? bindPoolCandidates(pools, input.names) : {}),
      names: input.names.names,
      codes: input.names.codes,
      model_shift: MODEL_SHIFT,
      owner_shift: OWNER_SHIFT,
      refused: [...input.refused],
      fit_hashes: input.versions.map(({ hash }) => BigInt(hash)),
      fit_numbers: input.versions.map((_, index) => index + 1),
      stratum_hashes: input.strata.map(({ hash }) => BigInt(hash)),
      stratum_numbers: input.strata.map((_, index) => index + 1),
    });
    return await work(table);
  } finally {
    for (const name of [table, sampleOf(table)]) await store.command(`DROP TABLE IF EXISTS ${name} SYNC`);
  }
}

const sampleOf = (table: string): string => `${table}_sample`;

/** A hundredth of a prepared table, by hash of the decision, as a table beside it that goes when it goes. */
export async function prepareSample(table: string): Promise<string> {
  const sample = sampleOf(table);
  await clickhouse().command(`CREATE TABLE ${sample} AS ${table}`);
  await clickhouse().command(`INSERT INTO ${sample} SELECT * FROM ${table} WHERE slice = 0`);
  return sample;
}

const holder = globalThis as typeof globalThis & { evenhandNeutralitySwept?: boolean };

/** A killed process leaves its table behind: the next one drops those an hour old, which nobody can be using. */
async function dropStale(): Promise<void> {
  if (holder.evenhandNeutralitySwept) return;
  holder.evenhandNeutralitySwept = true;
  const store = clickhouse();
  const tables = await store.rows({
    sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '${PREFIX}')
      AND toUInt64OrZero(splitByChar('_', name)[2]) < toUnixTimestamp(now()) - ${STALE_S}`,
    row: z.object({ name: z.string().regex(/^neutrality_\d+_[0-9a-f]{12}(_sample)?$/) }),
  });
  for (const { name } of tables) await store.command(`DROP TABLE IF EXISTS ${name} SYNC`);
}
