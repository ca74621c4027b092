import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { whereDecisions } from "./range";

const Row = z.object({ router: z.string(), task: z.string(), decisions: z.coerce.number() });

/** A router's task with the decisions that the production router took in it; task null: the log names none. */
export type SeenStratum = { router: string; task: string | null; decisions: number };

/** The largest routers' tasks of a half-open range, the largest first. Throws 403. */
export async function listStrata(
  actor: Actor,
  { from, to, most }: { from: string; to: string; most: number },
): Promise<SeenStratum[]> {
  authorize(actor, "routing:read");
  const { sql, params } = whereDecisions({ from, to });
  const rows = await clickhouse().rows({
    sql: `SELECT router, task, count() AS decisions FROM decisions
      WHERE ${sql} AND decided_by = 'router' AND arm = 'production'
      GROUP BY router, task ORDER BY decisions DESC, router, task LIMIT {most:UInt32}`,
    params: { ...params, most },
    row: Row,
  });
  return rows.map(({ router, task, decisions }) => ({ router, task: task === "" ? null : task, decisions }));
}
