import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Context, DAY } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./sides/named-sql";
import type { SidesDay } from "./sides/schema";

const numbers = z.array(z.number());
const Row = z
  .object({
    day: z.number(),
    router: z.string(),
    policy_version: z.string(),
    rows: z.coerce.number(),
    net: z.number(),
    toward: z.coerce.number(),
    away: z.coerce.number(),
    keys: z.array(z.string()),
    a: numbers,
    b: numbers,
    alone: numbers,
  })
  .transform(({ rows, net, toward, away, keys, a, b, alone, ...names }) => ({
    ...names,
    // To the focus on one side, away from it on the other; their difference is of all fallbacks.
    ...{ n1: toward, s1: toward, n0: rows - toward, s0: away },
    ...{ weight: rows, weighed: net, cells: 0, rows },
    ...{ tenants: { keys, a, b }, alone: productsOf(alone) },
  }));

const productsOf = ([count = 0, aa = 0, ab = 0, bb = 0]: readonly number[]) => ({ count, aa, ab, bb });

const SESSIONS = z.object({
  day: z.number(),
  router: z.string(),
  policy_version: z.string(),
  named: z.coerce.number(),
  products: numbers,
});

/**
 * Fallbacks of each day: 1 from another to the focus, -1 from the focus to another, 0 between models of one kind. From
 * which model is what the request named; where nobody knows whose that is, or the chosen one's, it is not counted.
 */
export async function readFallbacks(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, SidesDay>> {
  const { where, params } = await bindNamed(range, focus, context);
  const rows = `(
      WITH ${codeOf("chosen_model")} AS chosen, ${codeOf("requested_model")} AS asked
      SELECT ${DAY} AS day, router, policy_version, toFloat64(${isFocal("chosen")}) - toFloat64(${isFocal("asked")}) AS flow, ${CLUSTER_KEYS}
      FROM decisions WHERE ${where} AND decided_by = 'fallback' AND ${isKnown("chosen")} AND ${isKnown("asked")})`;
  const by = (key: "tenant_key" | "session_key") => `(
      SELECT day, router, policy_version, ${key} AS key, sum(flow) AS part, sum(flow * flow) AS squares, count() AS lines,
        countIf(flow > 0) AS ours, countIf(flow < 0) AS theirs
      FROM ${rows} GROUP BY day, router, policy_version, key ORDER BY day, router, policy_version, key)`;
  const found = await clickhouse().rows({
    sql: `SELECT day, router, policy_version, sum(lines) AS rows, sum(part) AS net, sum(ours) AS toward, sum(theirs) AS away,
        groupArrayIf(toString(key), key != 0) AS keys, groupArrayIf(part, key != 0) AS a,
        groupArrayIf(toFloat64(lines), key != 0) AS b,
        [toFloat64(sumIf(lines, key = 0)), sumIf(squares, key = 0), sumIf(part, key = 0), toFloat64(sumIf(lines, key = 0))] AS alone
      FROM ${by("tenant_key")} GROUP BY day, router, policy_version ORDER BY day, router, policy_version`,
    params,
    row: Row,
  });
  const sessions = await clickhouse().rows({
    sql: `SELECT day, router, policy_version, countIf(key != 0) AS named,
        [toFloat64(sum(if(key = 0, lines, 1))), sum(if(key = 0, squares, part * part)),
          sum(if(key = 0, part, part * lines)), toFloat64(sum(if(key = 0, lines, lines * lines)))] AS products
      FROM ${by("session_key")} GROUP BY day, router, policy_version`,
    params,
    row: SESSIONS,
  });
  const nameOf = (row: { day: number; router: string; policy_version: string }) =>
    JSON.stringify([row.day, row.router, row.policy_version]);
  const by_session = new Map(sessions.map((row) => [nameOf(row), row]));
  const days = new Map<number, SidesDay>();
  for (const row of found) {
    const { day, ...group } = row;
    const { products = [], named = 0 } = by_session.get(nameOf(row)) ?? {};
    const sides = { ...group, sessions: { ...productsOf(products), named } };
    days.set(day, { groups: [...(days.get(day)?.groups ?? []), sides] });
  }
  return days;
}
