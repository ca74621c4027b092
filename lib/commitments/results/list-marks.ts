import type { Tx } from "@/lib/db/server";
import { type Day, toDay } from "../day";
import { ResultMark } from "./schema";
import { DAY_VERDICT } from "./without-data";

/** The latest mark of each day from one on, oldest first, by check. Checks without any are absent. */
export async function listMarks(
  tx: Tx,
  check_ids: readonly string[],
  from: Day,
): Promise<Map<string, ResultMark[]>> {
  const rows = await tx.$queryRaw<(Omit<ResultMark, "day"> & { check_id: string; day: Date })[]>`
    SELECT r.id, r.check_id, r.day, ${DAY_VERDICT} AS verdict, r.verdict AS result_verdict, r.trigger, r.runs FROM (
      SELECT DISTINCT ON (check_id, day) check_id, id, window_from, day, verdict, trigger,
        (count(*) OVER (PARTITION BY check_id, day))::int AS runs
      FROM check_result WHERE check_id = ANY(${[...check_ids]}::uuid[]) AND day >= ${from}::date
      ORDER BY check_id, day, number DESC) r
    JOIN promise_check k ON k.id = r.check_id ORDER BY r.check_id, r.day`;
  const marks = new Map<string, ResultMark[]>();
  for (const { check_id, day, ...row } of rows) {
    const of_check = marks.get(check_id) ?? [];
    of_check.push(ResultMark.parse({ ...row, day: toDay(day) }));
    marks.set(check_id, of_check);
  }
  return marks;
}
