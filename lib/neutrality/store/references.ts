import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Reference } from "../reference";
import { type ChosenWindow, chosenRows, type TestedRows } from "./chosen";

const Cell = z.object({
  day: z.number(),
  stratum: z.number(),
  shares: z.array(z.number()),
  ns: z.array(z.coerce.number()),
  xs: z.array(z.coerce.number()),
});

const Counts = z.object({
  unattributed: z.coerce.number(),
  /** Attributed, of a task without a share. */
  without: z.coerce.number(),
  usable: z.coerce.number(),
});

/** The share of each row's task; NaN where none was fixed. */
const SHARE = "transform(task, {tasks:Array(String)}, {shares:Array(Float64)}, {other:Float64})";

function withShares(
  window: ChosenWindow,
  reference: readonly Reference[],
): { sql: string; params: TestedRows["params"] } {
  const { sql, params } = chosenRows(window);
  const named = reference.flatMap(({ task, share }) => (task === null ? [] : [{ task, share }]));
  return {
    sql: `(SELECT *, ${SHARE} AS share FROM ${sql} WHERE production)`,
    params: {
      ...params,
      tasks: named.map(({ task }) => task),
      shares: named.map(({ share }) => share),
      other: reference.find(({ task }) => task === null)?.share ?? Number.NaN,
    },
  };
}

/** Production's decisions by what a fixed share can say of them. */
export async function countReferences(
  window: ChosenWindow,
  reference: readonly Reference[],
): Promise<z.infer<typeof Counts>> {
  const { sql, params } = withShares(window, reference);
  const [row] = await clickhouse().rows({
    sql: `SELECT countIf(NOT known) AS unattributed, countIf(known AND isNaN(share)) AS without,
        countIf(known AND NOT isNaN(share)) AS usable
      FROM ${sql}`,
    params,
    row: Counts,
  });
  return row ?? { unattributed: 0, without: 0, usable: 0 };
}

/** Day × stratum, with the fixed shares that occur there: decisions of each, and how many went to the focus. */
export function readReferenceCells(
  window: ChosenWindow,
  reference: readonly Reference[],
): Promise<z.infer<typeof Cell>[]> {
  const { sql, params } = withShares(window, reference);
  return clickhouse().rows({
    sql: `SELECT day, stratum, groupArray(share) AS shares, groupArray(n) AS ns, groupArray(x) AS xs FROM (
        SELECT day, stratum, share, count() AS n, sum(won) AS x FROM ${sql}
        WHERE known AND NOT isNaN(share) GROUP BY day, stratum, share ORDER BY share)
      GROUP BY day, stratum ORDER BY day, stratum`,
    params,
    row: Cell,
  });
}

/** The tested decisions, each with x - q. */
export function referenceRows(window: ChosenWindow, reference: readonly Reference[]): TestedRows {
  const { sql, params } = withShares(window, reference);
  return {
    sql: `(SELECT day, tenant_key, session_key, owner, won, production, won - share AS residual
      FROM ${sql} WHERE known AND NOT isNaN(share))`,
    params,
  };
}
