import { randomBytes } from "node:crypto";
import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { type BoundPools, whereDecisions } from "@/lib/routing/server";
import type { NeutralityQuery } from "../schema";
import type { Samples } from "./fits";
import { flatColumns, flatValues } from "./flat";
import { DAY, type Stratum, type Version } from "./groups";
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

const numeric = (names: string, type: string): string =>
  names
    .split(" ")
    .map((name) => `${name} ${type} CODEC(NONE)`)
    .join(", ");

// Every candidate in the order of the log: whether it is focal (`own`), and each covariate in natural units; c_ is the
// chosen one's. `owners` has the owner's number of each partner's candidate, `winner` that of the chosen model (0: unknown).
// What has no pattern is not pressed together.
const COLUMNS = `
  structure UInt8, lacks UInt8, day UInt16, fit UInt16, stratum UInt16, source UInt32, slice UInt8,
  ${numeric("tenant session", "UInt64")}, won UInt8, partners UInt8, focals UInt8, winner UInt32, pooled UInt8`;
const ARRAY_COLUMNS = `owners Array(UInt32), own Array(UInt8),
  ${numeric("quality log_cost latency_s", "Array(Float64)")}, ${numeric("c_quality c_log_cost c_latency_s", "Float64")}`;

/**
 * More of each decision, for what stands beside a verdict: its id and time, the chosen model's code (0: unknown), what
 * it cost, measured and brought (NaN and '' where unknown; tokens of both sides, and those that were asked with), codes
 * and figures of the candidates by side (p_ partners', f_ focal), and how many of ours and of others were offered and left
 * out as not eligible. Codes are those of `codeNames`.
 */
const DETAIL = `,
  decision_id String, occurred_at DateTime64(6, 'UTC'), region LowCardinality(String), chosen UInt64,
  tokens UInt64, paid_usd Float64, took_ms Float64,
  outcome_status LowCardinality(String), outcome_accepted Int8, outcome_score Float64,
  p_code Array(UInt64), f_code Array(UInt64),
  p_quality Array(Float64), p_log_cost Array(Float64), p_latency_s Array(Float64),
  f_quality Array(Float64), f_log_cost Array(Float64), f_latency_s Array(Float64),
  own_offered UInt8, own_barred UInt8, others_offered UInt8, others_barred UInt8, asked_tokens UInt64`;

const offered = (focal: 0 | 1, condition: string): string =>
  `toUInt8(arrayCount((c, said) -> modulo(c, ${MODEL_SHIFT}) >= ${OWNER_SHIFT} AND modulo(c, 2) = ${focal}${condition}, every, every_eligible))`;

const side = (of: "p" | "f", column: string): string =>
  `arrayFilter((v, o) -> o = ${of === "f" ? 1 : 0}, ${column}, own)`;
const FIGURES = ["quality", "log_cost", "latency_s"] as const;

const DETAIL_COLUMNS = `,
    decision_id, occurred_at, region, chosen AS chosen_code,
    toUInt64(ifNull(input_tokens, 0)) + toUInt64(ifNull(output_tokens, 0)) AS tokens, ifNull(cost_usd, nan) AS paid_usd, ifNull(latency_ms, nan) AS took_ms,
    outcome_status, toInt8(ifNull(toInt8(outcome_accepted), -1)) AS accepted, ifNull(outcome_score, nan) AS outcome_points,
    ${side("p", "code")} AS partner_codes, ${side("f", "code")} AS focal_codes,
    ${(["p", "f"] as const).flatMap((of) => FIGURES.map((name) => `${side(of, name)} AS ${of}_${name}`)).join(", ")},
    ${offered(1, "")} AS own_offered, ${offered(1, " AND said = 0")} AS own_barred,
    ${offered(0, "")} AS others_offered, ${offered(0, " AND said = 0")} AS others_barred,
    toUInt64(ifNull(input_tokens, 0)) AS asked_tokens`;

const PREFIX = "neutrality_";
const STALE_S = 3600;

// Read a few times and dropped: neither pressed together nor merged, and each part of a hundred thousand rows in one file,
// in which those of the samples come first.
const ENGINE = `ENGINE = MergeTree ORDER BY slice
  SETTINGS min_bytes_for_wide_part = 1000000000000, max_bytes_to_merge_at_max_space_in_pool = 1, parts_to_delay_insert = 1000000, parts_to_throw_insert = 1000000`;
const INSERT_SETTINGS = "max_insert_threads = 4, min_insert_block_size_rows = 100000";
// Detail is as wide again: in blocks of the usual size it would not fit into a query's memory.
const DETAIL_SETTINGS = "max_insert_threads = 2, min_insert_block_size_rows = 50000, max_block_size = 16384";

const nobodys = (code: string): string => `bitAnd(${code}, ${MODEL_SHIFT - 1}) < ${OWNER_SHIFT}`;
const ownerOf = (code: string): string =>
  `toUInt32(intDiv(bitAnd(${code}, ${MODEL_SHIFT - 1}), ${OWNER_SHIFT}))`;

/** The number of a pair of names, 0 for one that is not listed; by number and not by hash, which costs more than all the rest. */
const pairNumber = (first: string, second: string, pairs: "fit" | "stratum"): string =>
  `transform(
      toUInt32(transform(${first}, {routers:Array(String)}, {router_numbers:Array(UInt32)}, toUInt32(0))) * ${PAIR}
        + toUInt32(transform(${second}, {${pairs}_names:Array(String)}, {${pairs}_name_numbers:Array(UInt32)}, toUInt32(0))),
      {${pairs}_pairs:Array(UInt32)}, {${pairs}_numbers:Array(UInt16)}, toUInt16(0))`;
const PAIR = 65_536;

// Candidates that are not eligible go first; of those that are one model the cheapest stays, where any may be either.
const CANDIDATES = `
    arrayFilter((code, said) -> said != 0, every, every_eligible) AS eligible,
    has(every_eligible, 0) OR length(arrayDistinct(eligible)) < length(eligible) AS irregular,
    arraySort(
      i -> (isNaN(every_cost[i]), if(isNaN(every_cost[i]), 0, every_cost[i]), i),
      arrayFilter(i -> every_eligible[i] != 0, arrayEnumerate(every))) AS by_cost,
    arrayFilter((i, nth) -> nth = 1, by_cost, arrayEnumerateUniq(arrayMap(i -> every[i], by_cost))) AS kept,
    if(irregular, arrayMap(i -> every[i], kept), every) AS code,
    if(irregular, arrayMap(i -> every_quality[i], kept), every_quality) AS quality,
    if(irregular, arrayMap(i -> every_cost[i], kept), every_cost) AS cost,
    if(irregular, arrayMap(i -> every_latency[i], kept), every_latency) AS latency,`;
const AS_THEY_ARE = "every AS code, every_quality AS quality, every_cost AS cost, every_latency AS latency,";

/**
 * Whether no figure is missing, or so far out that no covariate can be that: its square would leave the range of numbers,
 * and one such line the whole window without an answer.
 */
const credible = (figures: string): string =>
  `(arrayDotProduct(${figures}, ${figures}) <= ${MOST} * ${MOST})`;
const MOST = "1e100";

// Of a hundred, by hash of the decision: one in the first slice, up to five in the second, up to forty in the third.
const SLICE = "toUInt8(multiIf(drawn < 1, 0, drawn < 5, 1, drawn < 40, 2, 3))";

const ARRAY_VALUES = `
    arrayMap(c -> ${ownerOf("c")}, ${side("p", "code")}) AS owners,
    own, quality, log_cost, latency_s,
    quality[at] AS c_quality, log_cost[at] AS c_log_cost, latency_s[at] AS c_latency_s`;

type Shape = { pooled: boolean; detail: boolean; regular: boolean; width?: number | undefined };

const insertSql = (table: string, where: string, { pooled, detail, regular, width }: Shape): string => `
  INSERT INTO ${table}
  WITH
    transform(chosen_model, {names:Array(String)}, {codes:Array(UInt64)}, toUInt64(0)) AS chosen,
    ${regular ? AS_THEY_ARE : CANDIDATES}
    indexOf(code, chosen) AS at,
    multiIf(
      empty(code), 1,
      arrayExists(c -> ${nobodys("c")}, code), 2,
      at = 0, 3,
      length(code) < 2, 4,
      0) AS structure,
    arrayMap(c -> toUInt8(bitAnd(c, 1)), code) AS own,
    arrayMap(v -> log(v), cost) AS log_cost,
    arrayMap(v -> v / 1000, latency) AS latency_s,
    ${pairNumber("router", "policy_version", "fit")} AS fit,
    modulo(cityHash64(source, decision_id), 100) AS drawn${
      width
        ? `,
    ${flatValues(width, ownerOf).clauses.join(", ")}`
        : ""
    }
  SELECT
    structure,
    toUInt8(
      (NOT ${credible("quality")}) * ${LACKS.quality} + isNaN(arraySum(cost)) * ${LACKS.cost}
      + (NOT ${credible("latency")}) * ${LACKS.latency} + (notEmpty(cost) AND arrayMin(cost) <= 0) * ${LACKS.zero_cost}
      + (has({refused:Array(UInt32)}, source) AND pool = 0) * ${LACKS.refused}) AS lacks,
    ${DAY} AS day,
    fit,
    ${pairNumber("router", "task", "stratum")} AS stratum,
    source,
    ${SLICE} AS slice,
    if(tenant = '', 0, cityHash64(tenant)) AS tenant_key,
    if(session_id = '', 0, cityHash64(source, session_id)) AS session_key,
    toUInt8(bitAnd(chosen, 1)) AS won,
    toUInt8(if(structure = 0, length(own) - arraySum(own), 0)) AS partners,
    toUInt8(if(structure = 0, arraySum(own), 0)) AS focals,
    ${ownerOf("chosen")} AS winner,
    toUInt8(pool != 0) AS pooled,
    ${width ? flatValues(width, ownerOf).values.join(", ") : ARRAY_VALUES}${detail ? DETAIL_COLUMNS : ""}
  FROM ${withCandidates(`${where} AND ${TESTED}`, pooled)}
  SETTINGS ${detail ? DETAIL_SETTINGS : INSERT_SETTINGS}${regular ? ", short_circuit_function_evaluation = 'disable'" : ""}`;

/** Numbers, from 1, of the pairs of a router with a second name, as `pairNumber` reads them. */
function bindPairs(
  routers: readonly string[],
  listed: readonly { router: string | null; name: string | null }[],
  pairs: "fit" | "stratum",
): Record<string, Param> {
  const names = [...new Set(listed.map(({ name }) => name ?? ""))];
  const pairOf = (router: string | null, name: string | null) =>
    (routers.indexOf(router ?? "") + 1) * PAIR + names.indexOf(name ?? "") + 1;
  return {
    [`${pairs}_names`]: names,
    [`${pairs}_name_numbers`]: names.map((_, index) => index + 1),
    [`${pairs}_pairs`]: listed.map(({ router, name }) => pairOf(router, name)),
    [`${pairs}_numbers`]: listed.map((_, index) => index + 1),
  };
}

function bindNumbers({ versions, strata }: Pick<PrepareInput, "versions" | "strata">): Record<string, Param> {
  const routers = [...new Set([...versions, ...strata].map(({ router }) => router ?? ""))];
  return {
    routers,
    router_numbers: routers.map((_, index) => index + 1),
    ...bindPairs(
      routers,
      versions.map(({ router, policy_version: name }) => ({ router, name })),
      "fit",
    ),
    ...bindPairs(
      routers,
      strata.map(({ router, task: name }) => ({ router, name })),
      "stratum",
    ),
  };
}

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
  /** True where no decision has a candidate that is not eligible, or twice the same name. */
  regular?: boolean;
  /** So many places for candidates in columns of their own (see `flatForm`), as many as any decision has; else arrays. */
  width?: number | undefined;
};

/**
 * Runs `work` on a table that holds every routed production decision of the window once, its candidates sorted out
 * and in numbers (fits and strata counted from 1, 0 for those beyond the largest), and drops the table afterwards, also on error.
 */
export async function withPrepared<T>(input: PrepareInput, work: (table: string) => Promise<T>): Promise<T> {
  const { detail = false, width } = input;
  await dropStale();
  const seconds = Math.floor(Date.now() / 1000);
  const table = `${PREFIX}${seconds}_${randomBytes(6).toString("hex")}`;
  const store = clickhouse();
  const candidates = width ? flatColumns(width) : ARRAY_COLUMNS;
  await store.command(`CREATE TABLE ${table} (${COLUMNS}, ${candidates}${detail ? DETAIL : ""}) ${ENGINE}`);
  try {
    const { sql, params } = whereDecisions(input.query);
    const pools = input.pools ?? null;
    const pooled = pools !== null;
    // Several names of one model may stand in one decision.
    const regular =
      (input.regular ?? false) && !pooled && new Set(input.names.codes).size === input.names.codes.length;
    await store.command(insertSql(table, sql, { pooled, detail, regular, width }), {
      ...params,
      ...(pools ? bindPoolCandidates(pools, input.names) : {}),
      names: input.names.names,
      codes: input.names.codes,
      refused: [...input.refused],
      ...bindNumbers(input),
    });
    return await work(table);
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}

/** Samples of a prepared table as subqueries. Their rows lie together. */
export const samplesOf = (table: string): Samples => ({
  small: `(SELECT * FROM ${table} WHERE slice < 2)`,
  large: `(SELECT * FROM ${table} WHERE slice < 3)`,
});

/** A fifth of the small sample, as a subquery. */
export const sampleOfSample = ({ small }: Samples): string => `(SELECT * FROM ${small} WHERE slice = 0)`;

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
