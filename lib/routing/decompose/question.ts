import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { parseInstant } from "@/lib/kernel/time";
import { learnNames, type NameMap, OTHERS, OWN, readNames, UNSEEN } from "../store/known-names";
import { whereDecisions } from "../store/range";
import type { DecomposedCell } from "./das-gupta";
import type { DecomposeQuery } from "./schema";

const count = z.coerce.number();
const Row = z
  .object({
    router: z.string(),
    task: z.string(),
    beyond: z.number(),
    before: count,
    before_own: count,
    after: count,
    after_own: count,
    unseen: count,
  })
  .transform(({ before, before_own, after, after_own, ...row }) => ({
    ...row,
    before: { decisions: before, own: before_own },
    after: { decisions: after, own: after_own },
  }));

/** A stratum, or (`beyond`) all that are beyond the largest. */
export type AskedCell = DecomposedCell & { beyond: boolean };

// A log that names a task anew for every decision must not fill the memory: what lies beyond is one stratum.
const MOST_STRATA = 20_000;

const later = (a: string, b: string): boolean => (parseInstant(a) ?? 0) > (parseInstant(b) ?? 0);

/** Routed production decisions that are attributed, by router and task, in both periods. */
export async function askDecomposition(query: DecomposeQuery, readMap: () => NameMap): Promise<AskedCell[]> {
  const span = {
    from: later(query.from, query.against_from) ? query.against_from : query.from,
    to: later(query.to, query.against_to) ? query.to : query.against_to,
    router: query.router,
  };
  for (;;) {
    const rows = await readStrata(query, span, readMap());
    if (rows.every(({ unseen }) => unseen === 0))
      return rows
        .filter(({ before, after }) => before.decisions + after.decisions > 0)
        .map(({ beyond, unseen: _, ...cell }) => ({ ...cell, beyond: beyond === 1 }));
    learnNames(await readNames(span));
  }
}

async function readStrata(
  query: DecomposeQuery,
  span: { from: string; to: string; router: string | undefined },
  { names, codes }: NameMap,
) {
  const { sql, params } = whereDecisions(span);
  const after = whereDecisions({ from: query.from, to: query.to }).params;
  const before = whereDecisions({ from: query.against_from, to: query.against_to }).params;
  return clickhouse().rows({
    sql: `WITH if(place > ${MOST_STRATA}, '', router) AS of_router, if(place > ${MOST_STRATA}, '', task) AS of_task
      SELECT of_router AS router, of_task AS task, toUInt8(place > ${MOST_STRATA}) AS beyond,
        sum(b) AS before, sum(b_own) AS before_own, sum(a) AS after, sum(a_own) AS after_own, sum(new_names) AS unseen
      FROM (
        SELECT *, row_number() OVER (ORDER BY b + a DESC, router, task) AS place FROM (
          SELECT router, task,
            countIf(in_before AND class IN (${OTHERS}, ${OWN})) AS b, countIf(in_before AND class = ${OWN}) AS b_own,
            countIf(in_after AND class IN (${OTHERS}, ${OWN})) AS a, countIf(in_after AND class = ${OWN}) AS a_own,
            countIf(class = ${UNSEEN}) AS new_names
          FROM (
            SELECT router, task,
              transform(chosen_model, {names:Array(String)}, {codes:Array(UInt32)}, toUInt32(${UNSEEN})) % 4 AS class,
              occurred_at >= {after_from:DateTime64(6, 'UTC')} AND occurred_at < {after_to:DateTime64(6, 'UTC')} AS in_after,
              occurred_at >= {before_from:DateTime64(6, 'UTC')} AND occurred_at < {before_to:DateTime64(6, 'UTC')} AS in_before
            FROM decisions
            WHERE ${sql} AND decided_by = 'router' AND arm = 'production' AND (in_after OR in_before))
          GROUP BY router, task))
      GROUP BY of_router, of_task, beyond ORDER BY of_router, of_task, beyond`,
    params: {
      ...params,
      names,
      codes,
      after_from: after.from ?? "",
      after_to: after.to ?? "",
      before_from: before.from ?? "",
      before_to: before.to ?? "",
    },
    row: Row,
  });
}
