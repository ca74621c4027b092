import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { addDays, formatDay, startOfDay, toClickHouseTime } from "@/lib/kernel/time";
import { ROW_HASH, whereDecisions } from "@/lib/routing/server";
import { TESTED } from "./names";

export type ReplayWindow = { from: string; to: string; router: string };

const DAYS = 7;

/**
 * The last so many weeks of a router's decisions, in whole UTC days; null where it has none. Today is not over: it is
 * left out, unless the router has never decided before.
 */
export async function lastWeeks(
  router: string,
  weeks: number,
  now_ms = Date.now(),
): Promise<ReplayWindow | null> {
  const [row] = await clickhouse().rows({
    sql: `SELECT count() AS decisions, toUnixTimestamp64Milli(min(occurred_at)) AS first_ms,
        toUnixTimestamp64Milli(maxIf(occurred_at, occurred_at < {today:DateTime64(6, 'UTC')})) AS before_ms,
        toUnixTimestamp64Milli(max(occurred_at)) AS last_ms
      FROM decisions WHERE router = {router:String}`,
    params: { router, today: toClickHouseTime(startOfDay(now_ms)) },
    row: z.object({
      decisions: z.coerce.number(),
      first_ms: z.coerce.number(),
      before_ms: z.coerce.number(),
      last_ms: z.coerce.number(),
    }),
  });
  if (!row || row.decisions === 0) return null;
  const last_ms = row.first_ms < startOfDay(now_ms) ? row.before_ms : row.last_ms;
  const to_ms = addDays(startOfDay(last_ms), 1);
  return { from: formatDay(addDays(to_ms, -DAYS * weeks)), to: formatDay(to_ms), router };
}

/**
 * The policy version that most of the router's own decisions of the window's last day name; '' where they name none.
 */
export async function readVersionInForce({ to, router }: ReplayWindow): Promise<string> {
  const from = formatDay(addDays(Date.parse(to), -1));
  const { sql, params } = whereDecisions({ from, to, router });
  const [row] = await clickhouse().rows({
    sql: `SELECT toString(policy_version) AS version FROM decisions WHERE ${sql} AND ${TESTED}
      GROUP BY policy_version ORDER BY count() DESC, policy_version DESC LIMIT 1`,
    params,
    row: z.object({ version: z.string() }),
  });
  return row?.version ?? "";
}

const Seen = z.object({ digest: z.string(), chosen: z.array(z.string()), candidates: z.array(z.string()) });

/** A digest of every decision of the window, and the model names that they carry. */
export async function readWindow(window: ReplayWindow): Promise<z.infer<typeof Seen>> {
  const { sql, params } = whereDecisions(window);
  const [row] = await clickhouse().rows({
    sql: `SELECT hex(sum(${ROW_HASH})) AS digest, groupUniqArray(chosen_model) AS chosen,
        groupUniqArrayArray(cand_model) AS candidates
      FROM decisions WHERE ${sql}`,
    params,
    row: Seen,
  });
  if (!row) throw new Error("An aggregate has one row.");
  return row;
}
