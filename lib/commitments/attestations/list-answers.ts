import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { conflict } from "@/lib/kernel/errors";
import type { MetricOf } from "../checks/definition";
import { isRunning } from "../checks/rules";
import { findVersion, type LoadedCheck } from "../checks/store";
import { clockNow } from "../clock";
import { openPeriods, type Period } from "./rules";
import type { AnswerList } from "./schema";
import { readAllAnswers } from "./store";

/** What a check asks of whom. Throws 409 `no_attestation` for a check with a metric. */
export function askedBy({ definition: { test } }: LoadedCheck): MetricOf<"attestation"> {
  if (test.metric !== "attestation")
    throw conflict("no_attestation", "This check asks nobody: it has a metric.");
  return test;
}

/**
 * The periods of a version that can be answered now; of one that has ended its last, until that is judged. None where nobody
 * will judge any.
 */
export const answerable = (check: LoadedCheck, now_ms: number): Period[] =>
  !check.over && (isRunning(check) || check.status === "ended") ? openPeriods(check, now_ms) : [];

/** The answers to an attestation, and the periods that can be answered now. Throws 403, 404, 409. */
export function listAnswers(actor: Actor, checkId: string): Promise<AnswerList> {
  authorize(actor, "promise:read");
  return withActor(actor, async (tx) => {
    const { check } = await findVersion(tx, checkId);
    const { people } = askedBy(check);
    const answers = await readAllAnswers(tx, check.id);
    const periods = answerable(check, await clockNow(tx));
    return {
      items: [...answers].reverse(),
      next_cursor: null,
      periods: periods.map(({ from, day, until_ms }) => ({
        from,
        day,
        until: new Date(until_ms).toISOString(),
        waiting: people.filter((email) => !answers.some((one) => one.day === day && one.email === email)),
      })),
    };
  });
}
