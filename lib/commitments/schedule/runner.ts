import type { Tx } from "@/lib/db/server";
import type { LoadedCheck } from "../checks/store";
import type { Day } from "../day";
import { type Run, runCheck } from "../runs/run-check";
import { staleDays } from "../runs/stale-days";
import type { Ahead } from "../runs/work-out";

/** Called in the transaction that writes a result; what it throws leaves nothing written. */
export type Guard = (tx: Tx) => Promise<void>;

/** What the scheduler has done by others: a run with its result, and which judged days no longer are as they were measured. */
export type Runner = {
  runCheck: (check: LoadedCheck, run: Run, options: { guard?: Guard; ahead?: Ahead }) => Promise<unknown>;
  staleDays: (check: LoadedCheck, day: Day, since?: Day) => Promise<readonly Day[]>;
};

export const RUNNER: Runner = { runCheck, staleDays };
