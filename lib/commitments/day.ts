import { addDays, daysBetween, formatDay, parseInstant } from "@/lib/kernel/time";
import { Day } from "@/lib/register";

export { Day };

const starts = new Map<Day, number>();
const MOST_STARTS = 20_000;

/** Midnight UTC at which a day begins, in milliseconds since 1970. Throws on what is no day. */
export function dayStart(day: Day): number {
  const known = starts.get(day);
  if (known !== undefined) return known;
  const ms = parseInstant(day);
  if (ms === null) throw new Error(`${day} is no day.`);
  // The days of a window are asked for again and again.
  if (starts.size >= MOST_STARTS) starts.clear();
  starts.set(day, ms);
  return ms;
}

/** The day so many days later; earlier where `days` is negative. */
export const plusDays = (day: Day, days: number): Day => formatDay(addDays(dayStart(day), days));

/** Whole days from one day to another; negative where `to` is earlier. */
export const daysFrom = (from: Day, to: Day): number => daysBetween(dayStart(from), dayStart(to));

/** A day as a `date` column takes it. */
export const toDate = (day: Day): Date => new Date(dayStart(day));

/** A `date` column, or the UTC day of an instant, as a day. */
export const toDay = (date: Date): Day => formatDay(date.getTime());
