import { randomBytes } from "node:crypto";
import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type BoundPools, POOL_NUMBER, whereDecisions } from "@/lib/routing/server";
import { PreflightReason } from "../preflight/schema";
import { type JudgedRule, ruleNeeds } from "../rules/rule";
import { bindRules, gapsSql } from "./gap-sql";
import { MODEL_SHIFT, type NameCodes, OWNER_SHIFT } from "./names";
import { bindPoolCandidates } from "./pooled";

export type ReplayInput = {
  window: { from: string; to: string; router: string };
  rule: JudgedRule;
  names: NameCodes;
  /** The draft's models, with the register's figures by task and time; null: each decision's own candidates stand. */
  pool: BoundPools | null;
  /** Names of candidates that the router was offered in the window. */
  offered: readonly string[];
  /** Numbers of traffic sources whose quality was measured after the fact. */
  refused: readonly number[];
};

const codeOf = (name: string): string =>
  `transform(${name}, {names:Array(String)}, {codes:Array(UInt64)}, toUInt64(0))`;
const ownerOf = (code: string): string =>
  `toUInt32(intDiv(modulo(${code}, {model_shift:UInt64}), {owner_shift:UInt64}))`;

/** A figure of a draft's candidate: as logged for this request, else as the register has it. */
const figure = (logged: string, register: string): string =>
  `arrayMap((i, v) -> if(i > 0 AND NOT isNaN(${logged}[i]), ${logged}[i], v), at, ${register})`;
const side = (price: string, tokens: string): string => `if(${tokens} = 0, 0., ${price} * ${tokens})`;

/**
 * Each decision with the draft's candidates in columns: codes, figures, and which were open to it. A log that names
 * candidates is taken at its word: of models that the router was offered at all, a decision has those that it names; a
 * model that it was never offered is new, and open to all. Candidates and
 * version of the log step aside, so that the draft's models stand in as pools do where there are none.
 */
const candidatesSql = (where: string, pooled: boolean): string => `(
  SELECT *,
    ${figure("cand_quality", "r_quality")} AS every_q, ${figure("cand_cost_usd", "r_cost")} AS every_c,
    arrayMap(i -> if(i > 0, cand_latency_ms[i] / 1000, nan), at) AS every_l,
    arrayMap((c, i) -> i > 0 OR empty(logged) OR NOT has({offered:Array(UInt64)}, c), draft, at) AS open
  FROM (
    SELECT *, arrayMap(c -> by_cost[indexOf(ordered, c)], draft) AS at FROM (
      SELECT *, arrayMap(i -> logged[i], by_cost) AS ordered,
        ${
          pooled
            ? `{pool_codes:Array(Array(UInt64))}[pool] AS draft, {pool_quality:Array(Array(Float64))}[pool] AS r_quality,
        arrayMap((i, o) -> (${side("i", "inputs")} + ${side("o", "outputs")}) / 1e6,
          {pool_input:Array(Array(Float64))}[pool], {pool_output:Array(Array(Float64))}[pool]) AS r_cost`
            : `arrayDistinct(arrayMap(i -> logged[i], by_cost)) AS draft,
        arrayMap(c -> nan, draft) AS r_quality, arrayMap(c -> nan, draft) AS r_cost`
        }
      FROM (
        SELECT *, ${codeOf("chosen_model")} AS chosen, arrayMap(name -> ${codeOf("name")}, logged_model) AS logged,
          arraySort(i -> (isNaN(cand_cost_usd[i]), if(isNaN(cand_cost_usd[i]), 0, cand_cost_usd[i]), i),
            arrayFilter(i -> cand_eligible[i] != 0, arrayEnumerate(logged_model))) AS by_cost,
          ifNull(toFloat64(input_tokens), nan) AS inputs, ifNull(toFloat64(output_tokens), nan) AS outputs,
          ${pooled ? POOL_NUMBER : "0"} AS pool
        FROM (
          SELECT *, emptyArrayString() AS cand_model, '' AS policy_version FROM (
            SELECT source, occurred_at, decided_by, arm, task, router, chosen_model, cand_model AS logged_model, cand_eligible,
              cand_quality, cand_cost_usd, cand_latency_ms, input_tokens, output_tokens
            FROM decisions WHERE ${where}))))))`;

function reasonSql(rule: JudgedRule): string {
  const needs = ruleNeeds(rule);
  const missing = (name: (typeof needs)[number], column: string): string =>
    needs.includes(name) ? `arrayExists(v -> isNaN(v), ${column})` : "0";
  const reasons: [string, z.infer<typeof PreflightReason>][] = [
    ["decided_by != 'router'", "not_router"],
    ["arm != 'production'", "blind_arm"],
    [`${ownerOf("chosen")} = 0`, "unattributed_choice"],
    ["empty(code)", "no_candidates"],
    [`arrayExists(c -> ${ownerOf("c")} = 0, code)`, "unattributed_candidate"],
    [needs.includes("quality") ? "has({refused:Array(UInt32)}, source)" : "0", "quality_not_ex_ante"],
    [missing("quality", "qs"), "missing_quality"],
    [missing("log_cost", "usd"), "missing_cost"],
    [missing("latency_s", "ls"), "missing_latency"],
    [needs.includes("log_cost") ? "arrayExists(v -> v <= 0, usd)" : "0", "zero_cost"],
  ];
  return `multiIf(${reasons.map(([condition, reason]) => `${condition}, '${reason}'`).join(", ")}, '')`;
}

/** What the decision as it went was expected to cost or be worth: by the figures replayed, else by the log's. */
const present = (replayed: string, logged: string): string =>
  `if(has(code, chosen), ${replayed}[indexOf(code, chosen)], if(has(ordered, chosen), ${logged}[by_cost[indexOf(ordered, chosen)]], nan))`;

const insertSql = (table: string, { rule, pool }: ReplayInput, where: string): string => `
  INSERT INTO ${table}
  SELECT task, reason, ${ownerOf("chosen")}, best_owners, best_count,
    if(has(best_codes, chosen), 1 / best_count, 0.),
    ${present("usd", "cand_cost_usd")}, arrayAvg(arrayFilter((v, g) -> g = 0, usd, gap)),
    ${present("qs", "cand_quality")}, arrayAvg(arrayFilter((v, g) -> g = 0, qs, gap)),
    lent
  FROM (
    SELECT *, arrayFilter((c, g) -> g = 0, code, gap) AS best_codes, toUInt8(length(best_codes)) AS best_count,
      arrayMap(c -> ${ownerOf("c")}, best_codes) AS best_owners
    FROM ${gapsSql(`(
      SELECT *, ${reasonSql(rule)} AS reason, toUInt8(reason = '') AS rule, arrayMap(v -> log(v), usd) AS cs FROM (
        SELECT *, arrayFilter((c, o) -> o, draft, open) AS code, arrayFilter((v, o) -> o, every_q, open) AS qs,
          arrayFilter((v, o) -> o, every_c, open) AS usd, arrayFilter((v, o) -> o, every_l, open) AS ls,
          ${lentSql(rule)} AS lent
        FROM ${candidatesSql(where, pool !== null)}))`)})`;

/** Whether a figure that the rule needs comes from the register. */
function lentSql(rule: JudgedRule): string {
  const needs = ruleNeeds(rule);
  const lent = (logged: string, all: string): string =>
    `arrayExists((i, v, o) -> o AND NOT isNaN(v) AND (i = 0 OR isNaN(${logged}[i])), at, ${all}, open)`;
  const parts = [
    ...(needs.includes("quality") ? [lent("cand_quality", "every_q")] : []),
    ...(needs.includes("log_cost") ? [lent("cand_cost_usd", "every_c")] : []),
  ];
  return `toUInt8(${parts.length > 0 ? parts.join(" OR ") : "0"})`;
}

const COLUMNS = `task String, reason LowCardinality(String), now UInt32, best Array(UInt32), best_count UInt8, same Float64,
  now_usd Float64, draft_usd Float64, now_quality Float64, draft_quality Float64, lent UInt8`;

/**
 * Runs `work` on a table with every decision of the window once: why it cannot be replayed ('' if it can), whose model
 * was chosen, and whose models are the best under the draft; the table is dropped afterwards, also on error.
 */
export async function withReplay<T>(input: ReplayInput, work: (table: string) => Promise<T>): Promise<T> {
  const table = `neutrality_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString("hex")}`;
  const store = clickhouse();
  await store.command(`CREATE TABLE ${table} (${COLUMNS}) ENGINE = MergeTree ORDER BY tuple()`);
  try {
    const { names, pool, rule, refused, offered, window } = input;
    const codes = new Map(names.names.map((name, index) => [name, names.codes[index] ?? 0]));
    const { sql, params } = whereDecisions(window);
    const needs_quality = ruleNeeds(rule).includes("quality");
    await store.command(insertSql(table, input, sql), {
      ...params,
      ...bindRules([rule]),
      ...(pool ? bindPoolCandidates(pool, names) : {}),
      ...(needs_quality ? { refused: [...refused] } : {}),
      offered: [...new Set(offered.map((name) => codes.get(name) ?? 0))],
      names: names.names,
      codes: names.codes,
      model_shift: MODEL_SHIFT,
      owner_shift: OWNER_SHIFT,
    });
    return await work(table);
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}

const real = z.number().nullable();
const Totals = z.object({
  decisions: z.coerce.number(),
  replayed: z.coerce.number(),
  lent_count: z.coerce.number(),
  tied: z.coerce.number(),
  unchanged: z.number(),
  cost_known: z.coerce.number(),
  cost_now: real,
  cost_draft: real,
  quality_known: z.coerce.number(),
  quality_now: real,
  quality_draft: real,
});
export type ReplayTotals = z.infer<typeof Totals>;

const Reason = z.object({ reason: PreflightReason, decisions: z.coerce.number() });
const Flow = z.object({
  task: z.string(),
  other: z.number(),
  owner: z.number(),
  now: z.coerce.number(),
  draft: z.number(),
});
/** Decisions of an owner (by number) in a task: as they went, and under the draft. `other`: all beyond the largest tasks. */
export type ReplayFlow = z.infer<typeof Flow>;

const MOST_TASKS = 50;

/** The replayed table in small: totals, why decisions are left out, and owners by task. */
export async function readReplay(table: string) {
  const store = clickhouse();
  const mean = (column: string, known: string) => `avgIf(${column}, reason = '' AND ${known})`;
  const cost_known = "NOT isNaN(now_usd) AND NOT isNaN(draft_usd)";
  const quality_known = "NOT isNaN(now_quality) AND NOT isNaN(draft_quality)";
  const [totals] = await store.rows({
    sql: `SELECT count() AS decisions, countIf(reason = '') AS replayed, countIf(reason = '' AND lent) AS lent_count,
        countIf(reason = '' AND best_count > 1) AS tied, sumIf(same, reason = '') AS unchanged,
        countIf(reason = '' AND ${cost_known}) AS cost_known, ${mean("now_usd", cost_known)} AS cost_now,
        ${mean("draft_usd", cost_known)} AS cost_draft, countIf(reason = '' AND ${quality_known}) AS quality_known,
        ${mean("now_quality", quality_known)} AS quality_now, ${mean("draft_quality", quality_known)} AS quality_draft
      FROM ${table}`,
    row: Totals,
  });
  if (!totals) throw new Error("An aggregate has one row.");
  const reasons = await store.rows({
    sql: `SELECT reason, count() AS decisions FROM ${table} WHERE reason != '' GROUP BY reason`,
    row: Reason,
  });
  const flows = await store.rows({
    sql: `WITH (SELECT groupArray(task) FROM (
          SELECT task FROM ${table} WHERE reason = '' GROUP BY task ORDER BY count() DESC, task LIMIT ${MOST_TASKS})) AS largest
      SELECT if(has(largest, t.kind), t.kind, '') AS task, toUInt8(NOT has(largest, t.kind)) AS other, owner,
        sum(one) AS now, sum(part) AS draft
      FROM (
        SELECT task AS kind, now AS owner, 1 AS one, 0. AS part FROM ${table} WHERE reason = ''
        UNION ALL
        SELECT task AS kind, arrayJoin(best) AS owner, 0 AS one, 1 / best_count AS part FROM ${table} WHERE reason = '') AS t
      GROUP BY task, other, owner ORDER BY other, task, owner`,
    row: Flow,
  });
  return { totals, reasons, flows };
}
