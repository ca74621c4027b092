import { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { Day } from "../day";
import { ResultMark } from "../results/schema";

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
    SELECT id, check_id, day, verdict, trigger, runs, computed_at FROM (
      SELECT r.id::text, r.check_id::text, r.day::text, r.verdict, r.trigger, r.computed_at,
        count(*) OVER (PARTITION BY r.check_id, r.day)::int AS runs,
        row_number() OVER (PARTITION BY r.check_id, r.day ORDER BY r.number DESC) AS nth,
        dense_rank() OVER (PARTITION BY r.check_id ORDER BY r.day DESC) AS back
      FROM check_result r WHERE r.check_id = ANY (${[...check_ids]}::uuid[])) mark
    WHERE nth = 1 AND back <= ${days} ORDER BY check_id, day`;
  const strips = new Map<string, MarkRow[]>();
  for (const row of rows.map((one) => MarkRow.parse(one))) {
    const strip = strips.get(row.check_id);
    if (strip) strip.push(row);
    else strips.set(row.check_id, [row]);
  }
  return strips;
}

/** A mark as it leaves. */
export const toMark = ({ id, day, verdict, trigger, runs }: MarkRow): ResultMark => ({
  id,
  day: Day.parse(day),
  verdict,
  trigger,
  runs,
});
