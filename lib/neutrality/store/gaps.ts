import { randomBytes } from "node:crypto";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { type JudgedRule, ruleNeeds } from "../rules/rule";
import type { RuleFits } from "../rules/rule-fits";
import type { Covariate } from "../schema";
import type { Design } from "./fits";
import { bindRules, gapsSql } from "./gap-sql";
import { LACKS } from "./prepare-sql";
import { lackMask } from "./tally";

/**
 * The column that stands for all covariates in a table of gaps. The logit's SQL takes the names of columns, so that
 * the same statements run there: gap, c_gap.
 */
export const GAP = "gap" as string as Covariate;

const COLUMNS = `
  structure UInt8, lacks UInt8, day UInt16, fit UInt16, stratum UInt16, source UInt32, slice UInt8,
  tenant UInt64, session UInt64, won UInt8, partners UInt8, focals UInt8, owners Array(UInt32), winner UInt32, pooled UInt8,
  own Array(UInt8), gap Array(Float64), c_gap Float64, p_best UInt8, f_best UInt8`;

/** What a list of single decisions shows beside: see `DETAIL` of the prepared table. */
const DETAIL = `,
  p_gap Array(Float64), f_gap Array(Float64),
  decision_id String, occurred_at DateTime64(6, 'UTC'), chosen UInt64, p_code Array(UInt64), f_code Array(UInt64),
  p_quality Array(Float64), p_log_cost Array(Float64), p_latency_s Array(Float64),
  f_quality Array(Float64), f_log_cost Array(Float64), f_latency_s Array(Float64)`;
const DETAIL_NAMES =
  "decision_id, occurred_at, chosen, p_code, f_code, p_quality, p_log_cost, p_latency_s, f_quality, f_log_cost, f_latency_s";

/** Bits of `lacks` that keep a decision from being judged by this rule. */
const needsOf = (rule: JudgedRule | null): number => (rule ? lackMask(ruleNeeds(rule)) : 0);

const ruleOf = ({ judged }: RuleFits["fits"][number]): JudgedRule | null =>
  "rule" in judged ? judged.rule : null;

function bindFits({ fits, stretches }: RuleFits, timed: boolean): Record<string, Param> {
  const rules = fits.map(ruleOf);
  return {
    ...bindRules(rules),
    fit_has_rule: rules.map((rule) => (rule ? 1 : 0)),
    fit_needs: rules.map(needsOf),
    stretch_fit: stretches.map((list) => list.map(({ fit }) => fit)),
    ...(timed ? { stretch_from: stretches.map((list) => list.map(({ from_ms }) => BigInt(from_ms))) } : {}),
  };
}

const FIT = (timed: boolean): string =>
  timed
    ? "{stretch_fit:Array(Array(UInt16))}[fit][greatest(1, arrayLastIndex(since -> since <= toUnixTimestamp64Milli(occurred_at), {stretch_from:Array(Array(Int64))}[fit]))]"
    : "{stretch_fit:Array(Array(UInt16))}[fit][1]";

const of = (side: 0 | 1): string => `arrayFilter((g, o) -> o = ${side}, gap, own)`;
const best = (side: 0 | 1): string => `toUInt8(arrayCount((g, o) -> g = 0 AND o = ${side}, gap, own))`;

const insertSql = (table: string, prepared: string, timed: boolean, detail: boolean): string => `
  INSERT INTO ${table}
  SELECT structure, toUInt8(bitAnd(lacks, masks)) AS kept_lacks, day, rule_fit, stratum, source, slice, tenant, session, won,
    partners, focals, owners, winner, pooled,
    own, gap, if(at = 0, nan, gap[at]) AS c, ${best(0)}, ${best(1)}${detail ? `, ${of(0)}, ${of(1)}, ${DETAIL_NAMES}` : ""}
  FROM ${gapsSql(`(
    SELECT *,
      if(fit = 0, 0, ${FIT(timed)}) AS rule_fit,
      if(rule_fit = 0, 0, if({fit_has_rule:Array(UInt8)}[rule_fit], rule_fit, 0)) AS rule,
      if(rule_fit = 0, 0, {fit_needs:Array(UInt8)}[rule_fit]) AS masks,
      quality AS qs, log_cost AS cs, latency_s AS ls,
      ${CHOSEN_AT}
    FROM ${prepared})`)}`;

/**
 * Where the chosen candidate stands: the first of its side with its figures. Two candidates with the same figures have
 * the same gap, so that it makes no difference which of them it was.
 */
const CHOSEN_AT = `if(structure != 0, 0, arrayFirstIndex(
        (o, q, c, l) -> o = won AND (q = c_quality OR isNaN(q) AND isNaN(c_quality))
          AND (c = c_log_cost OR isNaN(c) AND isNaN(c_log_cost)) AND (l = c_latency_s OR isNaN(l) AND isNaN(c_latency_s)),
        own, quality, log_cost, latency_s)) AS at`;

export type GapTable = { design: Design; fits: RuleFits };

/**
 * Runs `work` on a table of the prepared decisions with one covariate, each candidate's gap to the best under the rule
 * in force, and with as many fits as there are rules; the table is dropped afterwards, also on error. `timed`: which
 * rule holds depends on the instant; that needs the prepared table's detail, and so does `detail`.
 */
export async function withGaps<T>(
  prepared: Design,
  fits: RuleFits,
  { timed, detail }: { timed: boolean; detail: boolean },
  work: (gaps: GapTable) => Promise<T>,
): Promise<T> {
  const seconds = Math.floor(Date.now() / 1000);
  // The name of a prepared table: whatever sweeps those that a killed process left takes this one along.
  const table = `neutrality_${seconds}_${randomBytes(6).toString("hex")}`;
  const store = clickhouse();
  await store.command(
    `CREATE TABLE ${table} (${COLUMNS}${detail ? DETAIL : ""}) ENGINE = MergeTree ORDER BY tuple()`,
  );
  try {
    await store.command(insertSql(table, prepared.table, timed, detail), bindFits(fits, timed));
    const all = Object.values(LACKS).reduce((sum, bit) => sum | bit, 0);
    const design = {
      table,
      sample: null,
      covariates: [GAP],
      mask: all,
      fit_count: fits.fits.length,
    };
    return await work({ design, fits });
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}
