import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { type KeptClusters, MOST_SESSIONS } from "./schema";

/** Rows of `day`, `tenant_key`, `session_key` (0: none) and `residual`. */
export type ResidualRows = { sql: string; params: Record<string, Param> };

const Row = z.object({
  day: z.number(),
  alone: z.number(),
  /** Sum over all of the day's rows. */
  total: z.number(),
  keys: z.array(z.string()),
  sums: z.array(z.number()),
});
type Row = z.infer<typeof Row>;

const sumsBy = ({ sql, params }: ResidualRows, key: "tenant_key" | "session_key"): Promise<Row[]> =>
  clickhouse().rows({
    sql: `SELECT day, sumIf(squares, key = 0) AS alone, sum(part) AS total, groupArrayIf(toString(key), key != 0) AS keys,
        groupArrayIf(part, key != 0) AS sums
      FROM (SELECT day, ${key} AS key, sum(residual) AS part, sum(residual * residual) AS squares FROM ${sql}
        GROUP BY day, key ORDER BY day, key)
      GROUP BY day ORDER BY day`,
    params,
    row: Row,
  });

/** With so many tenants on a day they are the clusters, and sessions are not asked for. */
export const ENOUGH_TENANTS = 30;

/** Residuals of each day by tenant, and by session where the day's tenants are too few to be the clusters. */
export async function readClusters(rows: ResidualRows): Promise<Map<number, KeptClusters>> {
  const tenants = await sumsBy(rows, "tenant_key");
  const few = tenants.some(({ keys }) => keys.length < ENOUGH_TENANTS);
  const sessions = new Map((few ? await sumsBy(rows, "session_key") : []).map((row) => [row.day, row]));
  return new Map(
    tenants.map(({ day, total, ...of_day }) => {
      const by_session = of_day.keys.length < ENOUGH_TENANTS ? sessions.get(day) : undefined;
      return [day, { tenants: of_day, sessions: by_session ? keptSessions(by_session) : null, sum: total }];
    }),
  );
}

/** Sums by session as they are kept: of very many only their number and squares. */
export function keptSessions({
  keys,
  sums,
  alone,
}: Pick<Row, "keys" | "sums" | "alone">): NonNullable<KeptClusters["sessions"]> {
  if (keys.length <= MOST_SESSIONS) return { keys, sums, alone, count: 0, squares: 0 };
  const squares = sums.reduce((sum, one) => sum + one * one, 0);
  return { keys: [], sums: [], alone, count: keys.length, squares };
}
