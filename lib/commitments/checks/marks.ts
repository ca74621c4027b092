import { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { Day } from "../day";
import { ResultMark } from "../results/schema";
import { DAY_VERDICT } from "../results/without-data";

const MarkRow = ResultMark.extend({ check_id: z.string(), computed_at: z.date() });
export type MarkRow = z.infer<typeof MarkRow>;

/** How many days with a result the strip of a list shows, and that of a page. */
export const STRIP_DAYS = 60;
export const LONG_STRIP_DAYS = 366;

/** The last days on which a check has results, oldest first, each by its latest result. */
export async function readStrips(
  tx: Tx,
  check_ids: readonly string[],
  days: number = STRIP_DAYS,
): Promise<Map<string, MarkRow[]>> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT r.id::text, r.check_id::text, r.day::text, ${DAY_VERDICT} AS verdict, r.verdict AS result_verdict,
      r.trigger, r.runs, r.computed_at FROM (
      SELECT id, check_id, window_from, day, verdict, trigger, computed_at,
        count(*) OVER (PARTITION BY check_id, day)::int AS runs,
        row_number() OVER (PARTITION BY check_id, day ORDER BY number DESC) AS nth,
        dense_rank() OVER (PARTITION BY check_id ORDER BY day DESC) AS back
      FROM check_result WHERE check_id = ANY (${[...check_ids]}::uuid[])) r
    JOIN promise_check k ON k.id = r.check_id
    WHERE r.nth = 1 AND r.back <= ${days} ORDER BY r.check_id, r.day`;
  const strips = new Map<string, MarkRow[]>();
  for (const row of rows.map((one) => MarkRow.parse(one))) {
    const strip = strips.get(row.check_id);
    if (strip) strip.push(row);
    else strips.set(row.check_id, [row]);
  }
  return strips;
}

/** A mark as it leaves. */
export const toMark = ({ id, day, verdict, result_verdict, trigger, runs }: MarkRow): ResultMark => ({
  id,
  day: Day.parse(day),
  verdict,
  result_verdict,
  trigger,
  runs,
});

/**
 * The last day of each check that had decisions when it was measured last; a check that is measured from records, and one
 * without any, is absent.
 */
export async function readLastDataDays(tx: Tx, check_ids: readonly string[]): Promise<Map<string, Day>> {
  const rows = await tx.$queryRaw<{ check_id: string; day: string }[]>`
    SELECT k.id::text AS check_id, found.day::text FROM promise_check k CROSS JOIN LATERAL (
      SELECT d.day FROM check_day d
      WHERE d.check_id = k.id AND d.dataset_digest <> '0' AND d.dataset_digest <> d.content_hash AND NOT EXISTS (
        SELECT 1 FROM check_day l WHERE l.check_id = d.check_id AND l.window_from = d.window_from AND l.day = d.day
          AND l.revision > d.revision)
      ORDER BY d.window_from DESC, d.day DESC LIMIT 1) found
    WHERE k.id = ANY (${[...check_ids]}::uuid[])`;
  return new Map(rows.map(({ check_id, day }) => [check_id, Day.parse(day)]));
}
