import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Design } from "./fits";
import { testedRows } from "./logit-sql";

const numbers = z.array(z.number().nullable());
const codes = z.array(z.coerce.number());

const Row = z.object({
  source: z.number(),
  decision_id: z.string(),
  occurred_at: z.string(),
  fit: z.number(),
  chosen: z.coerce.number(),
  p_code: codes,
  f_code: codes,
  p_gap: z.array(z.number()),
  f_gap: z.array(z.number()),
  p_quality: numbers,
  f_quality: numbers,
  p_log_cost: numbers,
  f_log_cost: numbers,
  p_latency_s: numbers,
  f_latency_s: numbers,
});
export type DeviationRow = z.infer<typeof Row>;

type Page = { after: readonly [string, number, string] | null; limit: number };

/**
 * Decisions of a table of gaps with detail that went to a focal model outside of the neutral set, newest first; one
 * more than the page, so that the caller knows whether there is a next one.
 */
export const readDeviations = (
  design: Design,
  fits: readonly number[],
  { after, limit }: Page,
): Promise<DeviationRow[]> =>
  clickhouse().rows({
    sql: `SELECT ${Object.keys(Row.shape).join(", ")} FROM ${design.table}
      WHERE ${testedRows} AND won = 1 AND c_gap > 0
        ${after ? "AND (occurred_at, source, decision_id) < ({c_time:DateTime64(6, 'UTC')}, {c_source:UInt32}, {c_id:String})" : ""}
      ORDER BY occurred_at DESC, source DESC, decision_id DESC LIMIT {limit:UInt32}`,
    params: {
      mask: design.mask,
      fits: [...fits],
      limit: limit + 1,
      ...(after ? { c_time: after[0], c_source: after[1], c_id: after[2] } : {}),
    },
    row: Row,
  });

const Labels = z.object({
  source: z.number(),
  decision_id: z.string(),
  task: z.string(),
  chosen_model: z.string(),
});
export type DeviationLabels = z.infer<typeof Labels>;

/** What the log says of these decisions beside their candidates. */
export async function readLabels(rows: readonly DeviationRow[]): Promise<Map<string, DeviationLabels>> {
  const [last, first] = [rows[0], rows.at(-1)];
  if (!last || !first) return new Map();
  const found = await clickhouse().rows({
    sql: `SELECT source, decision_id, task, chosen_model FROM decisions
      WHERE toDate(occurred_at) BETWEEN toDate({first:DateTime64(6, 'UTC')}) AND toDate({last:DateTime64(6, 'UTC')})
        AND has(arrayZip({sources:Array(UInt32)}, {ids:Array(String)}), (source, decision_id))`,
    params: {
      first: first.occurred_at,
      last: last.occurred_at,
      sources: rows.map(({ source }) => source),
      ids: rows.map(({ decision_id }) => decision_id),
    },
    row: Labels,
  });
  return new Map(found.map((row) => [`${row.source}:${row.decision_id}`, row]));
}
