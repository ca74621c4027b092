import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { whereDecisions } from "@/lib/routing/server";
import type { NeutralityQuery } from "../schema";
import { DAY } from "../store/groups";

const Row = z.object({ day: z.number(), not_router: z.coerce.number(), blind_arm: z.coerce.number() });

/** Decisions of each day that no baseline between candidates looks at. */
export async function readOutsideRouting(
  query: NeutralityQuery,
): Promise<Map<number, { not_router: number; blind_arm: number }>> {
  const { sql, params } = whereDecisions(query);
  const rows = await clickhouse().rows({
    sql: `SELECT ${DAY} AS day, countIf(decided_by != 'router') AS not_router,
        countIf(decided_by = 'router' AND arm != 'production') AS blind_arm
      FROM decisions WHERE ${sql} GROUP BY day`,
    params,
    row: Row,
  });
  return new Map(rows.map(({ day, ...counts }) => [day, counts]));
}
