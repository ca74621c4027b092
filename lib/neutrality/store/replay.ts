import { randomBytes } from "node:crypto";
import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { type BoundPools, whereDecisions } from "@/lib/routing/server";
import { PreflightReason } from "../preflight/schema";
import { type JudgedRule, ruleNeeds } from "../rules/rule";
import { bindRules } from "./gap-sql";
import type { NameCodes } from "./names";
import { bindPoolCandidates } from "./pooled";
import { type Binds, bindName, REPLAY_COLUMNS, replaySql } from "./replay-sql";

/** A rule to replay, and its models with the register's figures by task and time; null: each decision's own candidates stand. */
export type ReplayedRule = { rule: JudgedRule; pool: BoundPools | null };

export type ReplayInput = {
  window: { from: string; to: string; router: string };
  draft: ReplayedRule;
  /** The policy that it is compared with; null: there is none. */
  in_force: ReplayedRule | null;
  names: NameCodes;
  /** Names of candidates that the router was offered in the window. */
  offered: readonly string[];
  /** Numbers of traffic sources whose quality was measured after the fact. */
  refused: readonly number[];
};

const bindModels = ({ pool }: ReplayedRule, names: NameCodes, binds: Binds): Record<string, Param> =>
  pool
    ? Object.fromEntries(
        Object.entries(bindPoolCandidates(pool, names)).map(([name, value]) => [
          bindName(name, binds),
          value,
        ]),
      )
    : {};

/**
 * Runs `work` on a table with every decision of the window once (`replaySql`); it is dropped afterwards, also on error.
 */
export async function withReplay<T>(input: ReplayInput, work: (table: string) => Promise<T>): Promise<T> {
  const table = `neutrality_${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString("hex")}`;
  const store = clickhouse();
  await store.command(`CREATE TABLE ${table} (${REPLAY_COLUMNS}) ENGINE = MergeTree ORDER BY tuple()`);
  try {
    const { names, draft, in_force, refused, offered, window } = input;
    const codes = new Map(names.names.map((name, index) => [name, names.codes[index] ?? 0]));
    const { sql, params } = whereDecisions(window);
    const rules = [draft.rule, ...(in_force ? [in_force.rule] : [])];
    const needs_quality = rules.some((rule) => ruleNeeds(rule).includes("quality"));
    const statement = replaySql(
      sql,
      { rule: draft.rule, number: 1, pooled: draft.pool !== null, binds: "" },
      in_force && { rule: in_force.rule, number: 2, pooled: in_force.pool !== null, binds: "in_force_" },
    );
    await store.command(`INSERT INTO ${table} ${statement}`, {
      ...params,
      ...bindRules(rules),
      ...bindModels(draft, names, ""),
      ...(in_force ? bindModels(in_force, names, "in_force_") : {}),
      ...(needs_quality ? { refused: [...refused] } : {}),
      offered: [...new Set(offered.map((name) => codes.get(name) ?? 0))],
      names: names.names,
      codes: names.codes,
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
  as_it_was: z.number(),
  reproduced: z.number(),
  cost_known: z.coerce.number(),
  cost_now: real,
  cost_in_force: real,
  cost_draft: real,
  quality_known: z.coerce.number(),
  quality_now: real,
  quality_in_force: real,
  quality_draft: real,
});
/** `unchanged`: to the same model under both; `as_it_was` and `reproduced`: to the one that was chosen, under the draft and under the policy in force. */
export type ReplayTotals = z.infer<typeof Totals>;

const Reason = z.object({
  /** Of the draft, or else of the policy in force. */
  of: z.enum(["draft", "in_force"]),
  reason: PreflightReason,
  decisions: z.coerce.number(),
});
export type ReplayReason = z.infer<typeof Reason>;
const Flow = z.object({
  task: z.string(),
  other: z.number(),
  owner: z.number(),
  now: z.coerce.number(),
  in_force: z.number(),
  draft: z.number(),
});
/** Decisions of an owner (by number) in a task: as they went, and under either. `other`: all beyond the largest tasks. */
export type ReplayFlow = z.infer<typeof Flow>;

const MOST_TASKS = 50;
const COMPARED = "reason = '' AND other_reason = ''";

/** The replayed table in small: totals, why decisions are left out, and owners by task. */
export async function readReplay(table: string, compared_with: "in_force" | "past") {
  const store = clickhouse();
  const known = (figure: "usd" | "quality"): string =>
    ["now", ...(compared_with === "in_force" ? ["other"] : []), "draft"]
      .map((one) => `NOT isNaN(${one}_${figure})`)
      .join(" AND ");
  const means = (figure: "usd" | "quality", text: "cost" | "quality"): string =>
    (["now", "other", "draft"] as const)
      .map(
        (one) =>
          `avgIf(${one}_${figure}, ${COMPARED} AND ${known(figure)}) AS ${text}_${one === "other" ? "in_force" : one}`,
      )
      .join(", ");
  const [totals] = await store.rows({
    sql: `SELECT count() AS decisions, countIf(${COMPARED}) AS replayed, countIf(${COMPARED} AND lent) AS lent_count,
        countIf(${COMPARED} AND best_count > 1) AS tied, sumIf(both, ${COMPARED}) AS unchanged,
        sumIf(same, ${COMPARED}) AS as_it_was, sumIf(other_same, ${COMPARED}) AS reproduced,
        countIf(${COMPARED} AND ${known("usd")}) AS cost_known, ${means("usd", "cost")},
        countIf(${COMPARED} AND ${known("quality")}) AS quality_known, ${means("quality", "quality")}
      FROM ${table}`,
    row: Totals,
  });
  if (!totals) throw new Error("An aggregate has one row.");
  const reasons = await store.rows({
    sql: `SELECT if(t.reason != '', 'draft', 'in_force') AS of, if(t.reason != '', t.reason, t.other_reason) AS reason, count() AS decisions
      FROM ${table} AS t WHERE NOT (t.reason = '' AND t.other_reason = '') GROUP BY of, reason`,
    row: Reason,
  });
  const flows = await store.rows({
    sql: `WITH (SELECT groupArray(task) FROM (
          SELECT task FROM ${table} WHERE ${COMPARED} GROUP BY task ORDER BY count() DESC, task LIMIT ${MOST_TASKS})) AS largest
      SELECT if(has(largest, t.kind), t.kind, '') AS task, toUInt8(NOT has(largest, t.kind)) AS other, owner,
        sum(one) AS now, sum(before) AS in_force, sum(part) AS draft
      FROM (
        SELECT task AS kind, now AS owner, 1 AS one, 0. AS before, 0. AS part FROM ${table} WHERE ${COMPARED}
        UNION ALL
        SELECT task AS kind, arrayJoin(other) AS owner, 0 AS one, 1 / other_count AS before, 0. AS part FROM ${table} WHERE ${COMPARED}
        UNION ALL
        SELECT task AS kind, arrayJoin(best) AS owner, 0 AS one, 0. AS before, 1 / best_count AS part FROM ${table} WHERE ${COMPARED}) AS t
      GROUP BY task, other, owner ORDER BY other, task, owner`,
    row: Flow,
  });
  return { totals, reasons, flows, compared_with };
}
