import { endRisks } from "../findings/end-risks";
import { newWatch, rejudge, type Watch } from "./rejudge";
import { type Running, runDue } from "./run-due";
import { RUNNER } from "./runner";

export type TickReport = {
  /** Runs of the schedule. */
  ran: number;
  /** Windows that were judged again. */
  again: number;
  risks_ended: number;
  /** Ids of checks that could not be run; the next tick tries again. */
  failed: string[];
};

/**
 * One look at the clock: runs what is due, oldest day first, judges again what rests on changed data, and ends accepted
 * risks whose day is over. `now_ms` is the clock of checks; a `watch` of null leaves changed data to a later look. Throws
 * `LeaseLost`.
 */
export async function tick(
  now_ms: number,
  running: Running = { runner: RUNNER },
  watch: Watch | null = newWatch(),
): Promise<TickReport> {
  const due = await runDue(now_ms, running);
  const again = watch ? await rejudge(watch, running) : { ran: 0, failed: [] };
  const risks_ended = await endRisks(now_ms);
  return { ran: due.ran, again: again.ran, risks_ended, failed: [...due.failed, ...again.failed] };
}
