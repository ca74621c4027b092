import { z } from "zod";
import type { Tx } from "@/lib/db/server";
import type { DaysByVerdict, ResultVerdict } from "../results/schema";
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
 * latest result, and the worst where several judged one day.
 */
export async function readDays(tx: Tx, commitment_ids: readonly string[]): Promise<DaysOf> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT commitment_id::text, clause_key, badness, count(*)::int AS days FROM (
      SELECT commitment_id, clause_key, day, max(badness) AS badness FROM (
        SELECT DISTINCT ON (r.check_id, r.day) k.commitment_id, k.clause_key, r.day,
          array_position(${[...BY_BADNESS]}::text[], r.verdict) AS badness
        FROM check_result r JOIN promise_check k ON k.id = r.check_id
        WHERE k.commitment_id = ANY (${[...commitment_ids]}::uuid[])
        ORDER BY r.check_id, r.day, r.number DESC) latest
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
