import { type Tx, withActor } from "@/lib/db/server";
import { type LoadedCheck, listRunnableChecks } from "../checks/store";
import { type Day, toDay } from "../day";
import type { ResultTrigger } from "../results/schema";
import type { Run } from "../runs/run-check";
import { CHECKS } from "../system";
import { isDueDay } from "./due";
import { LeaseLost } from "./lease";
import { madeAt } from "./read-causes";
import type { Running } from "./run-due";

const PAUSE_MS = 600_000;
const LONGEST_PAUSE_MS = 86_400_000;

/** A run that failed and that no result has made up for. */
export type FailedRun = {
  /** Of the latest result of its day. */
  id: string;
  check_id: string;
  window_from: Day;
  day: Day;
  trigger: ResultTrigger;
  why: string | null;
  /** How often the day was tried in vain since it last was made up for. */
  failures: number;
  /** Whether the day's due run is among those tries. */
  due: boolean;
};

type Row = Omit<FailedRun, "window_from" | "day"> & { window_from: Date; day: Date };

/**
 * Days whose last run failed, oldest first. A later due run takes their place, even if it failed as well: it is to judge them
 * too. A look that was not due does not: it says what the last due one said.
 */
export async function readFailed(tx: Tx): Promise<FailedRun[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT f.id::text, f.check_id::text, f.window_from, f.day, f.trigger, f.why, tried.failures, tried.due
    FROM check_result f CROSS JOIN LATERAL (
      SELECT count(*)::int AS failures, bool_or(t.trigger = 'scheduled') AS due
      FROM check_result t WHERE t.check_id = f.check_id AND t.day = f.day AND t.verdict = 'failed' AND NOT EXISTS (
        SELECT 1 FROM check_result s
        WHERE s.check_id = t.check_id AND s.window_from = t.window_from AND s.number > t.number
          AND s.verdict <> 'failed' AND NOT jsonb_exists(s.inputs, 'between'))) tried
    WHERE f.verdict = 'failed' AND NOT EXISTS (
      SELECT 1 FROM check_result l
      WHERE l.check_id = f.check_id AND l.window_from = f.window_from AND l.number > f.number
        AND (l.trigger = 'scheduled'
          OR CASE WHEN l.verdict = 'failed' THEN l.day = f.day ELSE NOT jsonb_exists(l.inputs, 'between') END))
    ORDER BY f.day, f.check_id`;
  return rows.map((row) => ({ ...row, window_from: toDay(row.window_from), day: toDay(row.day) }));
}

/** When a run that failed is tried again, in real time: after ten minutes, then after twice as long each time, up to a day. */
export const triedAgainAt = ({ id, failures }: Pick<FailedRun, "id" | "failures">): number =>
  madeAt(id) + Math.min(PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);

const AGAIN = "Tried again, since the run before failed. ";

/** The run that tries again. A due one has its day in the schedule already, and is made up for on demand. */
export function repeatOf(check: LoadedCheck, { day, trigger, why, due }: FailedRun): Run {
  const is_due = due && isDueDay(check, day);
  if (trigger === "scheduled" || (is_due && trigger === "on_demand"))
    return {
      day,
      trigger: "on_demand",
      why: "The run that was due failed: this one makes up for it.",
      due: true,
    };
  const before = why ?? "";
  return { day, trigger, why: before.startsWith(AGAIN) ? before : `${AGAIN}${before}`.trim() };
}

/**
 * Tries again what failed and was not made up for since, once its pause is over. Every day of the window is looked at then.
 * A run that fails again is another result, with its reason. Throws `LeaseLost`.
 */
export async function repeatFailed(
  failed: readonly FailedRun[],
  { runner, guard, abort }: Running,
): Promise<{ ran: number; failed: string[] }> {
  const now_ms = Date.now();
  const ripe = failed.filter((one) => triedAgainAt(one) <= now_ms);
  const stuck: string[] = [];
  let ran = 0;
  if (ripe.length === 0) return { ran, failed: stuck };
  const checks = await withActor(CHECKS, listRunnableChecks);
  for (const one of ripe) {
    const check = checks.find(({ id }) => id === one.check_id);
    if (!check) continue;
    if (abort?.aborted) break;
    try {
      await runner.runCheck(check, repeatOf(check, one), guard ? { guard } : {});
      ran += 1;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      console.warn(`Check ${check.key} could not be run again for ${one.day}; trying again.`, error);
      stuck.push(check.id);
    }
  }
  return { ran, failed: stuck };
}
