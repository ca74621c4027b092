import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { conflict } from "@/lib/kernel/errors";
import type { RunInput } from "../checks/schema";
import { findVersion, type LoadedCheck } from "../checks/store";
import { clockToday } from "../clock";
import { type Day, plusDays } from "../day";
import type { ResultView } from "../results/schema";
import { runCheck } from "./run-check";

/**
 * Runs a check now, over the days that are over: another result, which says why. Whoever asks is audited; the result is
 * the checks' own. Throws 403, 404, and 409: `not_begun` for one that has nothing to judge yet or may
 * not judge, `only_generated` for one of a simulated clock where there is real traffic.
 */
export async function runCheckNow(actor: Actor, idOrKey: string, { why }: RunInput): Promise<ResultView> {
  authorize(actor, "check:define");
  const { check, day } = await withActor(actor, async (tx) => {
    const found = await findVersion(tx, idOrKey);
    const last = lastDay(found.check, await clockToday(tx));
    await appendAudit(tx, {
      actor,
      action: "check:ask",
      entity: "promise_check",
      entity_id: found.check.id,
      reason: why,
      after: { day: last, asked_by: actorRef(actor) },
    });
    return { check: found.check, day: last };
  });
  return runCheck(check, { day, trigger: "on_demand", why });
}

const JUDGING: readonly LoadedCheck["status"][] = ["running", "superseded", "ended"];

/** The last day that is over and that the version judges. */
function lastDay({ status, first_day, runs_until, over }: LoadedCheck, today: Day): Day {
  if (over)
    throw conflict(
      "only_generated",
      "A simulated clock recorded this version, and there is real traffic now: record another version by the real clock.",
    );
  const end = runs_until !== null && runs_until < today ? runs_until : today;
  const day = plusDays(end, -1);
  if (!JUDGING.includes(status) || day < first_day)
    throw conflict(
      "not_begun",
      "This version of the check has no day yet that is over and that it may judge.",
    );
  return day;
}
