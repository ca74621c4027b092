import { z } from "zod";
import type { Tx } from "@/lib/db/server";
import type { DaysByVerdict, ResultVerdict } from "../results/schema";
import { DAY_VERDICT } from "../results/without-data";
import { BY_BADNESS, NO_DAYS, toDays } from "./rules";

const Row = z.object({
  commitment_id: z.string(),
  clause_key: z.string().nullable(),
  badness: z.number().int(),
  days: z.number().int(),
});

export type DaysOf = (commitment_id: string, clause_key: string | null) => DaysByVerdict;

const nameOf = (commitment_id: string, clause_key: string | null): string =>
  JSON.stringify([commitment_id, clause_key]);

/**
 * Days with a result by verdict, of each clause and, with clause null, of the whole commitment: each check's day by its
 * latest result, and the worst where several judged one day. A day without a decision counts as one without data, whatever
 * its result says of the window so far.
 */
export async function readDays(tx: Tx, commitment_ids: readonly string[]): Promise<DaysOf> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT commitment_id::text, clause_key, badness, count(*)::int AS days FROM (
      SELECT commitment_id, clause_key, day, max(badness) AS badness FROM (
        SELECT k.commitment_id, k.clause_key, r.day,
          array_position(${[...BY_BADNESS]}::text[], ${DAY_VERDICT}) AS badness
        FROM promise_check k CROSS JOIN LATERAL (
          SELECT DISTINCT ON (day) id, check_id, window_from, day, verdict FROM check_result
          WHERE check_id = k.id ORDER BY day, number DESC) r
        WHERE k.commitment_id = ANY (${[...commitment_ids]}::uuid[])) latest
      GROUP BY GROUPING SETS ((commitment_id, clause_key, day), (commitment_id, day))) worst
    GROUP BY commitment_id, clause_key, badness`;
  const counts = new Map<string, Map<ResultVerdict, number>>();
  for (const row of rows.map((one) => Row.parse(one))) {
    const verdict = BY_BADNESS[row.badness - 1];
    if (!verdict) continue;
    const name = nameOf(row.commitment_id, row.clause_key);
    const of = counts.get(name) ?? new Map<ResultVerdict, number>();
    counts.set(name, of.set(verdict, row.days));
  }
  return (commitment_id, clause_key) => {
    const of = counts.get(nameOf(commitment_id, clause_key));
    return of ? toDays(of) : NO_DAYS;
  };
}
