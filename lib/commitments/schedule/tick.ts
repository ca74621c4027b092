import { withActor } from "@/lib/db/server";
import { endRisks } from "../findings/end-risks";
import { tellOverdue } from "../findings/tell-overdue";
import { CHECKS } from "../system";
import { newWatch, rejudge, type Watch } from "./rejudge";
import { readFailed, repeatFailed } from "./repeat";
import { type Running, runDue } from "./run-due";
import { RUNNER } from "./runner";

export type TickReport = {
  /** Runs of the schedule. */
  ran: number;
  /** Runs that failed and were tried again. */
  repeated: number;
  /** Windows that were judged again. */
  again: number;
  risks_ended: number;
  /** Ids of checks that could not be run; the next tick tries again. */
  failed: string[];
};

/**
 * One look at the clock: runs what is due, oldest day first, tries again what failed, judges again what rests on changed data, ends accepted
 * risks whose day is over, and tells of findings whose due day is. `now_ms` is the clock of checks; a `watch` of null leaves changed data to a later look. Throws
 * `LeaseLost`.
 */
export async function tick(
  now_ms: number,
  running: Running = { runner: RUNNER },
  watch: Watch | null = newWatch(),
): Promise<TickReport> {
  const due = await runDue(now_ms, running);
  const failed = watch ? await withActor(CHECKS, readFailed) : [];
  const repeated = await repeatFailed(failed, running);
  const again = watch ? await rejudge(watch, running, failed) : { ran: 0, failed: [] };
  const risks_ended = await endRisks(now_ms);
  await tellOverdue(now_ms);
  return {
    ...{ ran: due.ran, repeated: repeated.ran, again: again.ran, risks_ended },
    failed: [...due.failed, ...repeated.failed, ...again.failed],
  };
}
