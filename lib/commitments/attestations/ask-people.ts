import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { type Notice, notify } from "@/lib/register/server";
import { type LoadedCheck, readChecks } from "../checks/store";
import { clockNow } from "../clock";
import { dayStart, plusDays } from "../day";
import { CHECKS } from "../system";
import { answerable } from "./list-answers";
import type { Period } from "./rules";
import { readAllAnswers } from "./store";

/** Whoever has not answered is asked once more so many days before the period is judged. */
const NEAR_MS = 3 * 86_400_000;

/** A period that can be answered now, with whoever is asked and has not answered for it. */
export type OpenQuestion = { check: LoadedCheck; period: Period; waiting: readonly string[] };

/** Every period of a running attestation that waits for somebody, in the caller's transaction. */
export async function readOpenQuestions(tx: Tx, now_ms: number): Promise<OpenQuestion[]> {
  const open: OpenQuestion[] = [];
  for (const { check } of await readChecks(tx)) {
    const { test } = check.definition;
    if (test.metric !== "attestation") continue;
    const periods = answerable(check, now_ms);
    if (periods.length === 0) continue;
    const answers = await readAllAnswers(tx, check.id);
    for (const period of periods) {
      const given = answers.filter(({ day }) => day === period.day).map(({ email }) => email);
      const waiting = test.people
        .map((email) => email.toLowerCase())
        .filter((email) => !given.some((one) => one.toLowerCase() === email));
      if (waiting.length > 0) open.push({ check, period, waiting });
    }
  }
  return open;
}

/** What a person is told of a period now: each of them once under its key. */
export function noticesOf({ check, period, waiting }: OpenQuestion, now_ms: number): Notice[] {
  const { day, until_ms } = period;
  const of = (near: boolean): Notice => ({
    ...{ kind: "attestation_due", to: { emails: waiting } },
    detail: { promise_check: check.id, day, ...(near ? { near } : {}) },
    once: `attestation_due:${check.id}:${day}:${near ? "near" : "over"}`,
  });
  // Where there is hardly more time than the reminder takes, it is told of once.
  const reminds = until_ms - dayStart(plusDays(day, 1)) > 2 * NEAR_MS;
  return [of(false), ...(reminds && until_ms - now_ms <= NEAR_MS ? [of(true)] : [])];
}

/**
 * Tells the people whom attestations ask that a period waits for their answer: when it is over, and once more before it is judged.
 * By the clock of checks; each of them once. Returns how many were told.
 */
export function askPeople(): Promise<number> {
  return withActor(CHECKS, async (tx) => {
    const now_ms = await clockNow(tx);
    let told = 0;
    for (const question of await readOpenQuestions(tx, now_ms))
      for (const notice of await untold(tx, noticesOf(question, now_ms)))
        told += await notify(tx, CHECKS, notice);
    return told;
  });
}

/** So that a look at the clock with nothing new writes nothing: notices that some of the people asked have not had. */
async function untold(tx: Tx, notices: readonly Notice[]): Promise<Notice[]> {
  const left: Notice[] = [];
  for (const notice of notices) {
    const emails = "emails" in notice.to ? notice.to.emails : [];
    const [row] = await tx.$queryRaw<{ missing: boolean }[]>`
      SELECT EXISTS (SELECT FROM person p WHERE p.active AND lower(p.email) = ANY (${[...emails]}::text[])
        AND NOT EXISTS (SELECT FROM notification n WHERE n.once = ${notice.once} || ':' || p.id)) AS missing`;
    if (row?.missing) left.push(notice);
  }
  return left;
}

/** The periods that wait for an answer of the actor's own; none for a key. Throws 403. */
export function listAsked(actor: Actor): Promise<OpenQuestion[]> {
  authorize(actor, "promise:read");
  if (actor.kind !== "person") return Promise.resolve([]);
  const email = actor.email.toLowerCase();
  return withActor(actor, async (tx) => {
    const open = await readOpenQuestions(tx, await clockNow(tx));
    return open.filter(({ waiting }) => waiting.includes(email));
  });
}
