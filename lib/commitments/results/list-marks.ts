import type { Tx } from "@/lib/db/server";
import { type Day, toDay } from "../day";
import { ResultMark } from "./schema";

/** The latest mark of each day from one on, oldest first, by check. Checks without any are absent. */
export async function listMarks(
  tx: Tx,
  check_ids: readonly string[],
  from: Day,
): Promise<Map<string, ResultMark[]>> {
  const rows = await tx.$queryRaw<
    { check_id: string; id: string; day: Date; verdict: string; trigger: string; runs: number }[]
  >`
    SELECT DISTINCT ON (check_id, day) check_id, id, day, verdict, trigger,
      (count(*) OVER (PARTITION BY check_id, day))::int AS runs
    FROM check_result WHERE check_id = ANY(${[...check_ids]}::uuid[]) AND day >= ${from}::date
    ORDER BY check_id, day, number DESC`;
  const marks = new Map<string, ResultMark[]>();
  for (const { check_id, day, ...row } of rows) {
    const of_check = marks.get(check_id) ?? [];
    of_check.push(ResultMark.parse({ ...row, day: toDay(day) }));
    marks.set(check_id, of_check);
  }
  return marks;
}
