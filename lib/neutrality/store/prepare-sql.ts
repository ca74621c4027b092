import { flatColumns, flatParts, type RowParts } from "./flat";
import { DAY } from "./groups";
import { MODEL_SHIFT, OWNER_SHIFT, TESTED } from "./names";
import { withCandidates } from "./pooled";

/** Why a decision's candidates cannot be compared, in order; 0 when they can. */
export const STRUCTURE = [
  "no_candidates",
  "unattributed_candidate",
  "chosen_not_candidate",
  "single_candidate",
] as const;

/** What some candidate lacks, as bits; `refused` is a source whose quality was measured after the fact. */
export const LACKS = { quality: 1, cost: 2, latency: 4, zero_cost: 8, refused: 16 } as const;

/** Beside them, in a table prepared as if all decisions were regular, of one that is not. */
export const IRREGULAR = 32;

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

// Read a few times and dropped: neither pressed together nor merged, and each part of some hundred thousand rows in one file,
// in which those of the samples come first.
const ENGINE = `ENGINE = MergeTree ORDER BY slice
  SETTINGS min_bytes_for_wide_part = 1000000000000, max_bytes_to_merge_at_max_space_in_pool = 1, parts_to_delay_insert = 1000000, parts_to_throw_insert = 1000000`;
const INSERT_SETTINGS = "max_insert_threads = 4, min_insert_block_size_rows = 200000";
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
/** Numbers of routers go up by this. */
export const PAIR = 65_536;

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
const credible = (squares: string): string => `(${squares} <= ${MOST} * ${MOST})`;
const MOST = "1e100";

/**
 * Of a hundred stretches of time of a stratum, by hash: one in the first slice, up to five in the second, up to `large` in the
 * third, which is as many as it takes for a step from there to end next to the maximum of all. Decisions of a stretch lie
 * together in the log, which makes little work of putting samples first.
 */
const sliceSql = (layout: Layout): string =>
  `toUInt8(multiIf(drawn < 1, 0, drawn < 5, 1, drawn < ${largeOf(layout)}, 2, 3))`;
const drawnSql = (layout: Layout): string =>
  `modulo(intHash64(intDiv(toUnixTimestamp(occurred_at), ${stretchOf(layout)}) * ${PAIR} + stratum), 100)`;

const ENOUGH = 1_500_000;
const largeOf = ({ decisions }: Layout): number =>
  Math.min(40, Math.max(10, Math.ceil((100 * ENOUGH) / decisions)));

const DAY_S = 86_400;
/** Seconds in which a stratum has some hundred decisions; fewer where all together are not many. */
function stretchOf({ decisions, cells }: Layout): number {
  const wanted = Math.min(256, Math.max(16, decisions / 20_000));
  return Math.min(DAY_S, Math.max(1, Math.round((DAY_S * wanted * cells) / Math.max(1, decisions))));
}

const ARRAY_VALUES = `
    arrayMap(c -> ${ownerOf("c")}, ${side("p", "code")}) AS owners,
    own, quality, log_cost, latency_s,
    quality[at] AS c_quality, log_cost[at] AS c_log_cost, latency_s[at] AS c_latency_s`;

/** The same of lists as they are. */
const ARRAY_PARTS: RowParts = {
  clauses: [
    "arrayMap(c -> toUInt8(bitAnd(c, 1)), code) AS own",
    "arrayMap(v -> log(v), cost) AS log_cost",
    "arrayMap(v -> v / 1000, latency) AS latency_s",
  ],
  orphan: `arrayExists(c -> ${nobodys("c")}, code)`,
  focal: "arraySum(own)",
  quality_squares: "arrayDotProduct(quality, quality)",
  latency_squares: "arrayDotProduct(latency, latency)",
  cost_sum: "arraySum(cost)",
  cost_least: "arrayMin(cost)",
  twice: "length(arrayDistinct(code)) < length(code)",
  values: [ARRAY_VALUES],
};

/** What a table is prepared like. */
export type Layout = {
  /** Whether policies declare candidates of some decisions. */
  pooled: boolean;
  /** Whether the columns of `DETAIL` are wanted too. */
  detail: boolean;
  /** True where no decision has a candidate that is not eligible, or one model twice; rows of which that is not true say so. */
  regular: boolean;
  /** So many places for candidates in columns of their own (see `flatForm`); else they stand in arrays. */
  width?: number | undefined;
  /** About how many decisions there are, and how many days of each stratum and fit, together. */
  decisions: number;
  cells: number;
};

export const createSql = (table: string, { width, detail }: Layout): string =>
  `CREATE TABLE ${table} (${COLUMNS}, ${width ? flatColumns(width) : ARRAY_COLUMNS}${detail ? DETAIL : ""}) ${ENGINE}`;

export const insertSql = (table: string, where: string, layout: Layout): string => {
  const { pooled, detail, regular, width } = layout;
  const parts = width ? flatParts(width, { ownerOf, nobodys }) : ARRAY_PARTS;
  const irregular = regular ? ` + (has(every_eligible, 0) OR ${parts.twice}) * ${IRREGULAR}` : "";
  return `
  INSERT INTO ${table}
  WITH
    transform(chosen_model, {names:Array(String)}, {codes:Array(UInt64)}, toUInt64(0)) AS chosen,
    ${regular ? AS_THEY_ARE : CANDIDATES}
    indexOf(code, chosen) AS place_of_chosen,
    greatest(place_of_chosen, 1) AS at,
    ${parts.clauses.join(", ")},
    multiIf(
      empty(code), 1,
      ${parts.orphan}, 2,
      place_of_chosen = 0, 3,
      length(code) < 2, 4,
      0) AS structure,
    toUInt8(${parts.focal}) AS of_focus,
    ${pairNumber("router", "policy_version", "fit")} AS fit,
    ${pairNumber("router", "task", "stratum")} AS stratum,
    ${drawnSql(layout)} AS drawn
  SELECT
    structure,
    toUInt8(
      (NOT ${credible(parts.quality_squares)}) * ${LACKS.quality} + isNaN(${parts.cost_sum}) * ${LACKS.cost}
      + (NOT ${credible(parts.latency_squares)}) * ${LACKS.latency} + (notEmpty(cost) AND ${parts.cost_least} <= 0) * ${LACKS.zero_cost}
      + (has({refused:Array(UInt32)}, source) AND pool = 0) * ${LACKS.refused}${irregular}) AS lacks,
    ${DAY} AS day,
    fit,
    stratum,
    source,
    ${sliceSql(layout)} AS slice,
    if(tenant = '', 0, cityHash64(tenant)) AS tenant_key,
    if(session_id = '', 0, cityHash64(source, session_id)) AS session_key,
    toUInt8(bitAnd(chosen, 1)) AS won,
    toUInt8(if(structure = 0, length(code) - of_focus, 0)) AS partners,
    toUInt8(if(structure = 0, of_focus, 0)) AS focals,
    ${ownerOf("chosen")} AS winner,
    toUInt8(pool != 0) AS pooled,
    ${parts.values.join(", ")}${detail ? DETAIL_COLUMNS : ""}
  FROM ${withCandidates(`${where} AND ${TESTED}`, pooled)}
  SETTINGS ${detail ? DETAIL_SETTINGS : INSERT_SETTINGS}${regular ? ", short_circuit_function_evaluation = 'disable'" : ""}`;
};
