import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import type { CatalogueModel } from "@/lib/register/server";
import { whereDecisions } from "../store/range";
import { readCursor, TimeCursor } from "./cursor";
import type { DecisionsQuery } from "./schema";

const Count = z.coerce.number().nullable();
const Numbers = z.array(z.number().nullable());

const Row = z.object({
  source: z.coerce.number(),
  decision_id: z.string(),
  occurred_at: z.string(),
  chosen_model: z.string(),
  router: z.string(),
  policy_version: z.string(),
  arm: z.string(),
  decided_by: z.string(),
  decided_because: z.string(),
  task: z.string(),
  requested_model: z.string(),
  region: z.string(),
  session_id: z.string(),
  tenant: z.string(),
  cand_model: z.array(z.string()),
  cand_eligible: z.array(z.coerce.number()),
  cand_quality: Numbers,
  cand_cost_usd: Numbers,
  cand_latency_ms: Numbers,
  cand_score: Numbers,
  cand_probability: Numbers,
  input_tokens: Count,
  output_tokens: Count,
  cost_usd: z.number().nullable(),
  latency_ms: z.number().nullable(),
  outcome_status: z.string(),
  outcome_accepted: z.boolean().nullable(),
  outcome_score: z.number().nullable(),
});
export type DecisionRow = z.infer<typeof Row>;

type Match = (name: string) => CatalogueModel | null;

/** Names in the range whose model or owner is the one asked for; null when neither was asked. */
async function namesFor(query: DecisionsQuery, match: Match): Promise<string[] | null> {
  if (query.model === undefined && query.owner === undefined) return null;
  const { sql, params } = whereDecisions(query);
  const rows = await clickhouse().rows({
    sql: `SELECT DISTINCT chosen_model FROM decisions WHERE ${sql}`,
    params,
    row: z.object({ chosen_model: z.string() }),
  });
  return rows
    .map(({ chosen_model }) => chosen_model)
    .filter((name) => {
      const found = match(name);
      const model = query.model === undefined || query.model === name || query.model === found?.model;
      return model && (query.owner === undefined || query.owner === (found?.owner ?? ""));
    });
}

/** One row more than a page, newest first, so that the caller knows whether there is a next one. */
export async function askDecisions(query: DecisionsQuery, match: Match): Promise<DecisionRow[]> {
  const { sql, params } = whereDecisions(query);
  const conditions = [sql];
  const bound: Record<string, Param> = { ...params, limit: query.limit + 1 };
  const names = await namesFor(query, match);
  if (names) {
    conditions.push("has({models:Array(String)}, chosen_model)");
    bound.models = names;
  }
  for (const name of ["decided_by", "arm"] as const) {
    const value = query[name];
    if (value === undefined) continue;
    conditions.push(`${name} = {${name}:String}`);
    bound[name] = value;
  }
  if (query.cursor !== undefined) {
    const [time, source, decision_id] = readCursor(query.cursor, TimeCursor);
    conditions.push(
      "(occurred_at, source, decision_id) < ({c_time:DateTime64(6, 'UTC')}, {c_source:UInt32}, {c_id:String})",
    );
    Object.assign(bound, { c_time: time, c_source: source, c_id: decision_id });
  }
  return clickhouse().rows({
    sql: `SELECT ${Object.keys(Row.shape).join(", ")} FROM decisions WHERE ${conditions.join(" AND ")}
      ORDER BY occurred_at DESC, source DESC, decision_id DESC LIMIT {limit:UInt32}`,
    params: bound,
    row: Row,
  });
}

/** One decision of a source, or nothing. */
export async function askDecision(source: number, decision_id: string): Promise<DecisionRow | undefined> {
  const [row] = await clickhouse().rows({
    sql: `SELECT ${Object.keys(Row.shape).join(", ")} FROM decisions
      WHERE source = {source:UInt32} AND decision_id = {decision_id:String} LIMIT 1`,
    params: { source, decision_id },
    row: Row,
  });
  return row;
}
