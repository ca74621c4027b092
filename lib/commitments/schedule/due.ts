import type { CheckDefinition, CheckMetric } from "../checks/definition";
import { windowOf } from "../checks/rules";
import { type Day, dayStart, daysFrom, plusDays } from "../day";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

type Graced = Pick<CheckDefinition, "schedule"> & { test: Pick<CheckMetric, "metric"> };

/** Hours that people need at least to answer for a period that is over. */
export const LEAST_ANSWER_HOURS = 24;

/** Hours from a day's end until it is judged. Who answers has a day at least, also where a check was recorded with less. */
export const graceHours = ({ test, schedule: { grace_hours } }: Graced): number =>
  test.metric === "attestation" ? Math.max(grace_hours, LEAST_ANSWER_HOURS) : grace_hours;

/** A version of a check as far as its due days hang on it; `runs_until` is the day after the last that it judges. */
export type Scheduled = {
  definition: Pick<CheckDefinition, "first_day" | "window_days" | "schedule"> & Graced;
  runs_until: Day | null;
};

const isLastOfMonth = (day: Day): boolean => plusDays(day, 1).endsWith("-01");

/** Whether a check is due for a day: every day, the last of each seven of a window, or the last of each calendar month; and always a window's last. */
export function isDueDay({ definition, runs_until }: Scheduled, day: Day): boolean {
  const window = windowOf(definition, day);
  if (!window || (runs_until !== null && day >= runs_until)) return false;
  const { every } = definition.schedule;
  if (every === "day" || plusDays(day, 1) === window.to) return true;
  return every === "week" ? daysFrom(window.from, day) % 7 === 6 : isLastOfMonth(day);
}

/** From when on a due day may be judged: its end in UTC, and the hours until its data count as complete, or people have answered. */
export const dueAt = ({ definition }: Scheduled, day: Day): number =>
  dayStart(day) + DAY_MS + graceHours(definition) * HOUR_MS;

/**
 * The days that are due at an instant and not judged yet, oldest first. `judged` is the last one that was; null: none.
 */
export function dueDays(check: Scheduled, judged: Day | null, now_ms: number): Day[] {
  const days: Day[] = [];
  const { first_day } = check.definition;
  const start = judged === null || judged < first_day ? first_day : plusDays(judged, 1);
  for (let day = start; dueAt(check, day) <= now_ms; day = plusDays(day, 1)) {
    if (check.runs_until !== null && day >= check.runs_until) break;
    if (isDueDay(check, day)) days.push(day);
  }
  return days;
}

/** The first due day on or after a day: where the period ends that the day lies in. Null where the check ends before. */
export function nextDue(check: Scheduled, day: Day): Day | null {
  const { first_day } = check.definition;
  for (let next = day < first_day ? first_day : day; ; next = plusDays(next, 1)) {
    if (check.runs_until !== null && next >= check.runs_until) return null;
    if (isDueDay(check, next)) return next;
  }
}
