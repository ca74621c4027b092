import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { CANDIDATE_COLUMNS } from "./candidate-rows";
import type { Design } from "./fits";
import { testedRows } from "./logit-sql";

const gaps = z.array(z.number());
const Row = z.object({ ...CANDIDATE_COLUMNS, p_gap: gaps, f_gap: gaps });
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
