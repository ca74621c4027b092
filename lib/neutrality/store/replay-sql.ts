import { POOL_NUMBER } from "@/lib/routing/server";
import type { PreflightReason } from "../preflight/schema";
import { type JudgedRule, ruleNeeds } from "../rules/rule";
import { gapsSql } from "./gap-sql";
import { MODEL_SHIFT, OWNER_SHIFT } from "./names";

/** A rule that is replayed: its number among those bound, whether models of its own stand in, and whose binds these are. */
export type Applied = { rule: JudgedRule; number: 1 | 2; pooled: boolean; binds: Binds };
/** What the binds of its models begin with; those of the draft with nothing. */
export type Binds = "" | "in_force_";

const codeOf = (name: string): string =>
  `transform(${name}, {names:Array(String)}, {codes:Array(UInt64)}, toUInt64(0))`;
const ownerOf = (code: string): string => `toUInt32(intDiv(modulo(${code}, ${MODEL_SHIFT}), ${OWNER_SHIFT}))`;

const POOL_BIND = /^(pool|scope)_/;

/** Names of binds as a statement with two sets of models tells them apart. */
export const bindName = (name: string, binds: Binds): string =>
  POOL_BIND.test(name) ? `${binds}${name}` : name;

const withBinds = (sql: string, binds: Binds): string =>
  sql.replaceAll(/\{((?:pool|scope)_\w+):/g, (_, name: string) => `{${bindName(name, binds)}:`);

// As they are logged. The log's candidates and version step aside, so that a rule's models stand in as pools do where
// there are none.
const RAW =
  "source, occurred_at, decided_by, arm, task, router, chosen_model, logged_model, cand_eligible, cand_quality, cand_cost_usd, cand_latency_ms, input_tokens, output_tokens, cand_model, policy_version";

export const rawRows = (where: string): string => `(
  SELECT *, emptyArrayString() AS cand_model, '' AS policy_version FROM (
    SELECT source, occurred_at, decided_by, arm, task, router, chosen_model, cand_model AS logged_model, cand_eligible,
      cand_quality, cand_cost_usd, cand_latency_ms, input_tokens, output_tokens
    FROM decisions WHERE ${where}))`;

/** A figure of a rule's candidate: as logged for this request, else as the register has it. */
const figure = (logged: string, register: string): string =>
  `arrayMap((i, v) -> if(i > 0 AND NOT isNaN(${logged}[i]), ${logged}[i], v), at, ${register})`;
const side = (price: string, tokens: string): string => `if(${tokens} = 0, 0., ${price} * ${tokens})`;

/**
 * Each decision with a rule's candidates in columns: codes, figures, and which were open to it. A log that names
 * candidates is taken at its word: of models that the router was offered at all, a decision has those that it names; a
 * model that it was never offered is new, and open to all.
 */
const candidatesSql = (from: string, { pooled, binds }: Applied): string =>
  withBinds(
    `(
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
        FROM ${from}))))`,
    binds,
  );

function reasonSql(rule: JudgedRule): string {
  const needs = ruleNeeds(rule);
  const missing = (name: (typeof needs)[number], column: string): string =>
    needs.includes(name) ? `arrayExists(v -> isNaN(v), ${column})` : "0";
  const reasons: [string, PreflightReason][] = [
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

/** What the decision as it went was expected to cost or be worth: by the figures replayed, else by the log's. */
const present = (replayed: string, logged: string): string =>
  `if(has(code, chosen), ${replayed}[indexOf(code, chosen)], if(has(ordered, chosen), ${logged}[by_cost[indexOf(ordered, chosen)]], nan))`;

/** Of one rule, `text` before each name: `reason` ('' where it can be replayed), who is best, and what that is expected to be. */
const outcome = (text: "" | "other_"): string =>
  `reason AS ${text}reason_, best_codes AS ${text}codes_, best_count AS ${text}count_, best_owners AS ${text}owners_,
  if(has(best_codes, chosen), 1 / best_count, 0.) AS ${text}same_,
  ${present("usd", "cand_cost_usd")} AS ${text}now_usd_, arrayAvg(arrayFilter((v, g) -> g = 0, usd, gap)) AS ${text}usd_,
  ${present("qs", "cand_quality")} AS ${text}now_quality_, arrayAvg(arrayFilter((v, g) -> g = 0, qs, gap)) AS ${text}quality_,
  lent AS ${text}lent_`;

/** The rows with what a rule makes of each. */
const applied = (from: string, one: Applied): string => `(
  SELECT *, arrayFilter((c, g) -> g = 0, code, gap) AS best_codes, toUInt8(length(best_codes)) AS best_count,
    arrayMap(c -> ${ownerOf("c")}, best_codes) AS best_owners
  FROM ${gapsSql(`(
    SELECT *, ${reasonSql(one.rule)} AS reason, toUInt8(if(reason = '', ${one.number}, 0)) AS rule, arrayMap(v -> log(v), usd) AS cs FROM (
      SELECT *, arrayFilter((c, o) -> o, draft, open) AS code, arrayFilter((v, o) -> o, every_q, open) AS qs,
        arrayFilter((v, o) -> o, every_c, open) AS usd, arrayFilter((v, o) -> o, every_l, open) AS ls,
        ${lentSql(one.rule)} AS lent
      FROM ${candidatesSql(from, one)}))`)})`;

const NO_OTHER = `'' AS other_reason_, emptyArrayUInt64() AS other_codes_, toUInt8(0) AS other_count_, emptyArrayUInt32() AS other_owners_,
  0. AS other_same_, nan AS other_now_usd_, nan AS other_usd_, nan AS other_now_quality_, nan AS other_quality_, toUInt8(0) AS other_lent_`;

const OTHERS =
  "other_reason_, other_codes_, other_count_, other_owners_, other_same_, other_now_usd_, other_usd_, other_now_quality_, other_quality_, other_lent_";

const either = (first: string, second: string): string => `if(isNaN(${first}), ${second}, ${first})`;

export const REPLAY_COLUMNS = `task String, reason LowCardinality(String), other_reason LowCardinality(String), now UInt32,
  best Array(UInt32), best_count UInt8, other Array(UInt32), other_count UInt8,
  same Float64, other_same Float64, both Float64,
  now_usd Float64, other_usd Float64, draft_usd Float64, now_quality Float64, other_quality Float64, draft_quality Float64, lent UInt8`;

/**
 * Every row once: why the draft cannot be replayed, and why the policy in force cannot ('' if it can, or if there is
 * none), whose model was chosen, whose are the best under each, and in which part of the decision both name the same
 * model. Both by one piece of SQL, so that a policy differs from itself in nothing.
 */
export function replaySql(where: string, draft: Applied, in_force: Applied | null): string {
  const rows = in_force
    ? `(SELECT ${RAW}, ${outcome("other_")} FROM ${applied(rawRows(where), in_force)})`
    : `(SELECT ${RAW}, ${NO_OTHER} FROM ${rawRows(where)})`;
  return `
  SELECT task, reason_, other_reason_, ${ownerOf("chosen")}, owners_, count_, other_owners_, other_count_,
    same_, other_same_,
    if(count_ > 0 AND other_count_ > 0, length(arrayIntersect(codes_, other_codes_)) / greatest(count_, other_count_), 0.),
    ${either("now_usd_", "other_now_usd_")}, other_usd_, usd_,
    ${either("now_quality_", "other_now_quality_")}, other_quality_, quality_, greatest(lent_, other_lent_)
  FROM (SELECT task, chosen, ${OTHERS}, ${outcome("")} FROM ${applied(rows, draft)})`;
}
