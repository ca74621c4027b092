import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { CatalogueModel } from "@/lib/register/server";

const numbers = z.array(z.number().nullable());
const codes = z.array(z.coerce.number());

/** Columns of a prepared table with detail that say which decision a row is and what stood to choose there. */
export const CANDIDATE_COLUMNS = {
  source: z.number(),
  decision_id: z.string(),
  occurred_at: z.string(),
  fit: z.number(),
  chosen: z.coerce.number(),
  p_code: codes,
  f_code: codes,
  p_quality: numbers,
  f_quality: numbers,
  p_log_cost: numbers,
  f_log_cost: numbers,
  p_latency_s: numbers,
  f_latency_s: numbers,
};
const CandidateRow = z.object(CANDIDATE_COLUMNS);
export type CandidateRow = z.infer<typeof CandidateRow>;

/** The engine's text of an instant as RFC 3339. */
export const instantOf = (occurred_at: string): string => `${occurred_at.replace(" ", "T")}Z`;

/** A candidate of a row; figures are null where the log has none. `at` is its place on its side. */
export type RowCandidate = {
  side: "p" | "f";
  at: number;
  model: CatalogueModel | null;
  chosen: boolean;
  quality: number | null;
  cost_usd: number | null;
  latency_ms: number | null;
};

/** The candidates of a row: those of one side as they stand, then those of the other. */
export function candidatesOf(
  row: CandidateRow,
  models: ReadonlyMap<number, CatalogueModel>,
  sides: readonly ["p" | "f", "p" | "f"],
): RowCandidate[] {
  return sides.flatMap((side) =>
    row[`${side}_code`].map((code, at) => {
      const log_cost = row[`${side}_log_cost`][at] ?? null;
      const latency_s = row[`${side}_latency_s`][at] ?? null;
      return {
        side,
        at,
        model: models.get(code) ?? null,
        chosen: code === row.chosen,
        quality: row[`${side}_quality`][at] ?? null,
        cost_usd: log_cost === null ? null : Math.exp(log_cost),
        latency_ms: latency_s === null ? null : latency_s * 1000,
      };
    }),
  );
}

const Labels = z.object({
  source: z.number(),
  decision_id: z.string(),
  task: z.string(),
  chosen_model: z.string(),
});
export type DecisionLabels = z.infer<typeof Labels>;

/**
 * What the log says of these decisions beside their candidates, by source number and decision id with a colon between;
 * '' where it names no task.
 */
export async function readLabels(
  rows: readonly Pick<CandidateRow, "source" | "decision_id" | "occurred_at">[],
): Promise<Map<string, DecisionLabels>> {
  const times = rows.map(({ occurred_at }) => occurred_at).sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const found = await clickhouse().rows({
    sql: `SELECT source, decision_id, task, chosen_model FROM decisions
      WHERE toDate(occurred_at) BETWEEN toDate({first:DateTime64(6, 'UTC')}) AND toDate({last:DateTime64(6, 'UTC')})
        AND has(arrayZip({sources:Array(UInt32)}, {ids:Array(String)}), (source, decision_id))`,
    params: {
      first,
      last,
      sources: rows.map(({ source }) => source),
      ids: rows.map(({ decision_id }) => decision_id),
    },
    row: Labels,
  });
  return new Map(found.map((row) => [`${row.source}:${row.decision_id}`, row]));
}
