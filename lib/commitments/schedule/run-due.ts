import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { type LoadedCheck, listRunnableChecks } from "../checks/store";
import { type Day, toDay } from "../day";
import { CHECKS } from "../system";
import { dueDays } from "./due";
import { LeaseLost } from "./lease";
import type { Guard, Runner } from "./runner";

/** Checks of one day that run beside each other: as many as the traffic store answers at once. */
const BESIDE = 3;

export type Running = { runner: Runner; guard?: Guard; abort?: AbortSignal };
export type DueReport = { ran: number; failed: string[] };

/** The last day of each check that the schedule has judged. */
async function readJudged(tx: Tx): Promise<Map<string, Day>> {
  const rows = await tx.$queryRaw<{ check_id: string; day: Date }[]>(
    Prisma.sql`SELECT check_id::text, max(day) AS day FROM check_result WHERE trigger = 'scheduled' GROUP BY check_id`,
  );
  return new Map(rows.map(({ check_id, day }) => [check_id, toDay(day)]));
}

/** Runs that are due at an instant, by day, oldest first; of each check in order. Empty where there is no check. */
async function readDue(now_ms: number): Promise<[Day, LoadedCheck[]][]> {
  const byDay = new Map<Day, LoadedCheck[]>();
  await withActor(CHECKS, async (tx) => {
    const judged = await readJudged(tx);
    for (const check of await listRunnableChecks(tx))
      for (const day of dueDays(check, judged.get(check.id) ?? null, now_ms))
        byDay.set(day, [...(byDay.get(day) ?? []), check]);
  });
  return [...byDay].sort(([a], [b]) => a.localeCompare(b));
}

/**
 * Runs what is due at an instant, the oldest day first. A check that cannot be run keeps its place and is tried again at
 * the next tick; the others go on. Throws `LeaseLost`.
 */
export async function runDue(now_ms: number, running: Running): Promise<DueReport> {
  const stuck = new Set<string>();
  let ran = 0;
  for (const [day, checks] of await readDue(now_ms)) {
    const left = checks.filter(({ id }) => !stuck.has(id));
    const one = async (): Promise<void> => {
      for (let check = left.shift(); check; check = left.shift()) {
        if (running.abort?.aborted) return;
        if (await runOne(check, day, running)) ran += 1;
        else stuck.add(check.id);
      }
    };
    await Promise.all(Array.from({ length: BESIDE }, one));
    if (running.abort?.aborted) break;
  }
  return { ran, failed: [...stuck] };
}

async function runOne(check: LoadedCheck, day: Day, { runner, guard }: Running): Promise<boolean> {
  try {
    await runner.runCheck(check, { day, trigger: "scheduled", why: null }, guard ? { guard } : {});
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    console.warn(`Check ${check.key} could not be run for ${day}; trying again.`, error);
    return false;
  }
}
