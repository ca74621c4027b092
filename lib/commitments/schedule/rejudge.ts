import { type Tx, withActor } from "@/lib/db/server";
import { type LoadedCheck, listRunnableChecks } from "../checks/store";
import { type Day, dayStart, plusDays, toDay } from "../day";
import { methodOf, metricOf } from "../metrics/registry";
import { catalogueVersions, readCheckContext } from "../runs/context";
import { CHECKS } from "../system";
import { LeaseLost } from "./lease";
import { readCauses, readMeasuredBy } from "./read-causes";
import type { FailedRun } from "./repeat";
import type { Running } from "./run-due";
import { firstTouched, readStamp, type Stamp } from "./stamp";
import { whyAgain, whyRecords } from "./why";

const DAY_MS = 86_400_000;
/** A delivery's time of storing may lie a little before it can be seen. */
const MARGIN_MS = 300_000;
/** Deliveries that never pause are looked at after so long anyway. */
const LONGEST_WAIT_MS = 600_000;

/** What a process remembers between its looks. A new one looks at everything once. */
export type Watch = { looked: Stamp | null; seen: Stamp | null; waiting_since: number | null };

export const newWatch = (): Watch => ({ looked: null, seen: null, waiting_since: null });

const same = (a: Stamp | null, b: Stamp): boolean =>
  a !== null && a.register === b.register && a.records === b.records && a.ledger === b.ledger;

/** Whether it is time to look: something changed, and has been quiet since the tick before, or for long not. */
function isTime(watch: Watch, stamp: Stamp, at_ms: number): boolean {
  if (same(watch.looked, stamp)) {
    watch.waiting_since = null;
    return false;
  }
  watch.waiting_since ??= at_ms;
  return same(watch.seen, stamp) || at_ms - watch.waiting_since >= LONGEST_WAIT_MS;
}

type JudgedWindow = { check: LoadedCheck; window_from: Day; day: Day };

/** The latest judged day of each window of each check. */
async function readWindows(tx: Tx): Promise<JudgedWindow[]> {
  const checks = new Map((await listRunnableChecks(tx)).map((check) => [check.id, check]));
  const rows = await tx.checkResult.groupBy({
    by: ["check_id", "window_from"],
    _max: { day: true },
    orderBy: [{ window_from: "asc" }, { check_id: "asc" }],
  });
  return rows.flatMap(({ check_id, window_from, _max }) => {
    const check = checks.get(check_id);
    return check && _max.day ? [{ check, window_from: toDay(window_from), day: toDay(_max.day) }] : [];
  });
}

/**
 * Judges again, once for each window, what rests on days that have changed since they were measured: by data that came
 * late, a purge, another catalogue, or, of a metric of the register, by what the register and notices say. Costs a few
 * counts where nothing has changed. Windows whose last day failed are left to what tries that again, with its pause: such a
 * run looks at every day. Throws `LeaseLost`.
 */
export async function rejudge(
  watch: Watch,
  running: Running,
  left: readonly FailedRun[] = [],
): Promise<{ ran: number; failed: string[] }> {
  const stamp = await withActor(CHECKS, readStamp);
  const time = isTime(watch, stamp, stamp.at.getTime());
  watch.seen = stamp;
  if (!time) return { ran: 0, failed: [] };
  const { looked } = watch;
  const { windows, touched } = await withActor(CHECKS, async (tx) => ({
    windows: await readWindows(tx),
    touched: looked && (await firstTouched(tx, new Date(looked.at.getTime() - MARGIN_MS))),
  }));
  const all = looked === null || looked.register !== stamp.register;
  const records = looked?.records !== stamp.records;
  // What was looked at before has changed by what came or went since, and by nothing else: not each day of a year is read
  // for what came late to the last of them.
  const touchedDay = touched && toDay(touched);
  const failed: string[] = [];
  let ran = 0;
  for (const window of windows) {
    const reached = touched !== null && touched.getTime() < dayStart(window.day) + DAY_MS;
    if (running.abort?.aborted) return { ran, failed };
    if (left.some((one) => one.check_id === window.check.id && one.day === window.day)) continue;
    if (!all && !reached && !(records && isOfRegister(window.check))) continue;
    const done = await rejudgeOne(window, looked ? (touchedDay ?? plusDays(window.day, 1)) : null, running);
    if (done === null) failed.push(window.check.id);
    else if (done) ran += 1;
  }
  if (failed.length === 0) Object.assign(watch, { looked: stamp, waiting_since: null });
  return { ran, failed };
}

/** Whether there was another result; null when it could not be made. `since`: the first day that may have changed; null: any. */
async function rejudgeOne(
  { check, window_from, day }: JudgedWindow,
  since: Day | null,
  { runner, guard }: Running,
): Promise<boolean | null> {
  const from = since === null ? {} : { since };
  try {
    const days = [...(await runner.staleDays(check, day, from.since))].sort();
    if (days.length === 0) return false;
    const why = await readWhy(check, window_from, days);
    await runner.runCheck(check, { day, ...why, ...from }, guard ? { guard } : {});
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    console.warn(`Check ${check.key} could not be judged again for ${day}; trying again.`, error);
    return null;
  }
}

/** Whether a check is measured from records, as they stand when it runs. */
const isOfRegister = ({ definition: { test } }: LoadedCheck): boolean =>
  metricOf(test.metric).per(test) === "run";

async function readWhy(check: LoadedCheck, window_from: Day, days: readonly Day[]) {
  const { test } = check.definition;
  const versionAt = catalogueVersions(test, await readCheckContext(test));
  return withActor(CHECKS, async (tx) => {
    const by = await readMeasuredBy(tx, check.id, window_from, days);
    const methods = { measured: by?.method_version ?? null, method: methodOf(test) };
    if (isOfRegister(check)) return whyRecords(days, { metric: test.metric, ...methods });
    const causes = await readCauses(tx, check.id, window_from, days);
    const catalogues = { was: by?.catalogue_version ?? "", is: by ? versionAt(by.day) : "" };
    return whyAgain(days, { ...causes, ...methods, catalogues });
  });
}
