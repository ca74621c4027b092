import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { withActor } from "@/lib/db/server";
import { RowsInMemory } from "@/lib/neutrality/server";
import { clockNow } from "../clock";
import { CHECKS } from "../system";
import { holdFence, type Lease, LeaseLost, releaseLease, renewLease, takeLease } from "./lease";
import { newWatch, type Watch } from "./rejudge";
import { RUNNER, type Runner } from "./runner";
import { moveClock, readSimulatedClock } from "./simulated-clock";
import { tick } from "./tick";
import { tickWork } from "./tick-work";

export type SchedulerOptions = {
  abort: AbortSignal;
  runner?: Runner;
  /** How long a lease lasts that is not renewed: so long a killed process holds up the next. */
  ttl_ms?: number;
  /** Between two looks at the clock. */
  pause_ms?: number;
};

const TTL_MS = 15_000;
const PAUSE_MS = 10_000;
/** Whoever moves a simulated clock waits for what follows. */
const SIMULATED_PAUSE_MS = 200;
const SIMULATED_LOOK_MS = 2_000;

/** Renews a lease beside the work until it is ended or has changed hands. */
function keepLease(lease: Lease, ttl_ms: number): { end: () => void } {
  const timer = setInterval(() => {
    void renewLease(lease, ttl_ms).catch((error: unknown) =>
      console.warn("The lease on running checks could not be renewed; trying again.", error),
    );
  }, ttl_ms / 3);
  timer.unref();
  return { end: () => clearInterval(timer) };
}

/** Ticks, and moves a simulated clock day by day as far as it may go. Tells whether the clock is simulated. */
async function work(
  { runner = RUNNER, abort }: SchedulerOptions,
  lease: Lease,
  watch: Watch,
): Promise<boolean> {
  const guard = (tx: Parameters<typeof holdFence>[0]) => holdFence(tx, lease);
  const clock = await readSimulatedClock();
  const ahead = { memory: new RowsInMemory(), upto: clock?.until?.slice(0, 10) ?? "" };
  let looked_ms = Number.NEGATIVE_INFINITY;
  do {
    const now_ms = await withActor(CHECKS, clockNow);
    // Days of a simulated clock pass more quickly than data change.
    const looks = performance.now() - looked_ms > SIMULATED_LOOK_MS;
    if (looks) looked_ms = performance.now();
    const { failed } = await tick(now_ms, { runner, guard, abort, ahead }, looks ? watch : null);
    // A check that could not be run is tried again on the same day.
    if (failed.length > 0) return false;
  } while (!abort.aborted && (await moveClock()));
  const simulated = (await readSimulatedClock()) !== null;
  // It logs its faults: none of them holds up a check.
  if (!simulated && !abort.aborted) await tickWork(Date.now());
  return simulated;
}

/**
 * Runs checks until it is told to stop. Of several processes one holds the lease; the others wait for it, and take over
 * when it is not renewed. Whatever a process does that has lost it is refused by the fence.
 */
export async function runScheduler(options: SchedulerOptions): Promise<void> {
  const { abort, ttl_ms = TTL_MS, pause_ms = PAUSE_MS } = options;
  const holder = randomUUID();
  let held: { lease: Lease; watch: Watch } | null = null;
  while (!abort.aborted) {
    let pause = pause_ms;
    try {
      if (held && !(await renewLease(held.lease, ttl_ms))) held = null;
      if (!held) {
        const lease = await takeLease(holder, ttl_ms);
        held = lease && { lease, watch: newWatch() };
      }
      if (held) {
        const kept = keepLease(held.lease, ttl_ms);
        const simulated = await work(options, held.lease, held.watch).finally(kept.end);
        if (simulated) pause = Math.min(pause, SIMULATED_PAUSE_MS);
      }
    } catch (error) {
      if (error instanceof LeaseLost) held = null;
      else console.warn("Checks could not be run; trying again.", error);
    }
    await wait(held ? pause : Math.min(pause, ttl_ms / 3), null, { ref: false, signal: abort }).catch(
      () => null,
    );
  }
  if (held) await releaseLease(held.lease).catch(() => undefined);
}

/** Runs checks as long as the server runs. */
export function keepChecksRunning(): void {
  void runScheduler({ abort: new AbortController().signal });
}
