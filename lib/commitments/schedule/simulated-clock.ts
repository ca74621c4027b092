import { z } from "zod";
import { withActor } from "@/lib/db/server";
import { CHECKS } from "../system";

const KEY = "simulated_clock";
const DAY_MS = 86_400_000;

/** The clock of a workspace whose traffic is all generated: where it stands, and how far the scheduler may move it. */
export const SimulatedClock = z.object({
  now: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  /** Where everything that was due has been run. */
  settled: z.iso.datetime().optional(),
});
export type SimulatedClock = z.infer<typeof SimulatedClock>;

/** The simulated clock; null where time is real. */
export function readSimulatedClock(): Promise<SimulatedClock | null> {
  return withActor(CHECKS, async (tx) => {
    const row = await tx.setting.findUnique({ where: { key: KEY } });
    return row && SimulatedClock.parse(row.value);
  });
}

/**
 * Moves the clock a day on, or to its end, after everything due has been run; at its end it says so. False when it was not
 * moved, or time is real.
 */
export function moveClock(): Promise<boolean> {
  return withActor(CHECKS, async (tx) => {
    const row = await tx.setting.findUnique({ where: { key: KEY } });
    const clock = row && SimulatedClock.parse(row.value);
    if (!clock) return false;
    const now = nextMoment(clock);
    const value = now === null ? { settled: clock.now } : { now };
    if (now === null && clock.settled === clock.now) return false;
    // Whoever else has moved it meanwhile is left.
    await tx.$executeRaw`
      UPDATE setting SET value = value || ${JSON.stringify(value)}::jsonb WHERE key = ${KEY} AND value ->> 'now' = ${clock.now}`;
    return now !== null;
  });
}

/** The clock's next time: a day on, or its end. Null when it stands there, or is not to be moved. */
export function nextMoment({ now, until }: SimulatedClock): string | null {
  const [now_ms, until_ms] = [Date.parse(now), Date.parse(until ?? now)];
  return now_ms < until_ms ? new Date(Math.min(now_ms + DAY_MS, until_ms)).toISOString() : null;
}
