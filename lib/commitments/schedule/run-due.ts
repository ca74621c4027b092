import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { RowsInMemory } from "@/lib/neutrality/server";
import { type LoadedCheck, listRunnableChecks } from "../checks/store";
import { type Day, toDay } from "../day";
import type { Ahead } from "../runs/work-out";
import { CHECKS } from "../system";
import { dueDays } from "./due";
import { LeaseLost } from "./lease";
import type { Guard, Runner } from "./runner";

/** Checks of one day that run beside each other: as many as the traffic store answers at once. */
const BESIDE = 3;

export type Running = {
  runner: Runner;
  guard?: Guard;
  abort?: AbortSignal;
  /** Decisions that several looks at the clock have in common; by default the runs of one look have theirs. */
  ahead?: Ahead;
};
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
  const due = await readDue(now_ms);
  // Checks of one day measure the same decisions, and days that are caught up follow one another.
  const { memory, upto } = running.ahead ?? { memory: new RowsInMemory(), upto: "" };
  const last = due.at(-1)?.[0] ?? "";
  const ahead = { memory, upto: last.localeCompare(upto) > 0 ? last : upto };
  for (const [day, checks] of due) {
    const left = checks.filter(({ id }) => !stuck.has(id));
    const one = async (): Promise<void> => {
      for (let check = left.shift(); check; check = left.shift()) {
        if (running.abort?.aborted) return;
        if (await runOne(check, day, { ...running, ahead })) ran += 1;
        else stuck.add(check.id);
      }
    };
    await Promise.all(Array.from({ length: BESIDE }, one));
    if (running.abort?.aborted) break;
  }
  return { ran, failed: [...stuck] };
}

async function runOne(check: LoadedCheck, day: Day, { runner, guard, ahead }: Running): Promise<boolean> {
  try {
    const options = { ...(guard ? { guard } : {}), ...(ahead ? { ahead } : {}) };
    await runner.runCheck(check, { day, trigger: "scheduled", why: null }, options);
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    console.warn(`Check ${check.key} could not be run for ${day}; trying again.`, error);
    return false;
  }
}
