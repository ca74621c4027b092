import { formatDay } from "@/lib/kernel/time";
import { type Day, plusDays } from "../day";
import { dueAt, graceHours, isDueDay, type Scheduled } from "../schedule/due";
import type { AttestationAnswerView } from "./schema";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The days that a due day ends, both included, and the instant from which it is judged. */
export type Period = { from: Day; day: Day; until_ms: number };

/** The period that ends with a due day: it begins after the due day before. */
export function periodOf(check: Scheduled, day: Day): Period {
  const { first_day } = check.definition;
  let from = day;
  while (from > first_day && !isDueDay(check, plusDays(from, -1))) from = plusDays(from, -1);
  return { from, day, until_ms: dueAt(check, day) };
}

/**
 * Periods that can be answered, the oldest first: they are over, since nobody can say of days to come that a promise was
 * kept on them, and they are not judged yet.
 */
export function openPeriods(check: Scheduled, now_ms: number): Period[] {
  const today = formatDay(now_ms);
  const periods: Period[] = [];
  let day = formatDay(now_ms - graceHours(check.definition) * HOUR_MS - DAY_MS);
  for (; day < today; day = plusDays(day, 1))
    if (isDueDay(check, day) && dueAt(check, day) > now_ms) periods.push(periodOf(check, day));
  return periods;
}

/** Of each person and period the answer that was given last. */
export function standingAnswers<A extends Pick<AttestationAnswerView, "email" | "day" | "answered_at">>(
  answers: readonly A[],
): A[] {
  const latest = new Map<string, A>();
  for (const answer of answers) {
    const name = `${answer.day} ${answer.email}`;
    const known = latest.get(name);
    // Answers come in the order of their ids where two have one time.
    if (!known || answer.answered_at >= known.answered_at) latest.set(name, answer);
  }
  return [...latest.values()];
}

type Evidence = Pick<AttestationAnswerView, "evidence_sha256" | "expires_on">;

/** Whether an answer's evidence holds on a day; without evidence it does where none is asked for. */
export const evidenceHolds = (
  { evidence_sha256, expires_on }: Evidence,
  { evidence }: { evidence: boolean },
  day: Day,
): boolean => (evidence_sha256 !== null || !evidence) && (expires_on === null || expires_on >= day);
