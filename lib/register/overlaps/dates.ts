import { PARTIAL_DATE, parseInstant, partialDateStart } from "@/lib/kernel/time";

/** First instant after a partial date: 2026 ends where 2027 begins. Null when it does not parse. */
export function partialDateEnd(text: string): number | null {
  if (!PARTIAL_DATE.test(text)) return null;
  const [year = 0, month, day] = text.split("-").map(Number);
  if (month === undefined) return Date.UTC(year + 1, 0, 1);
  if (day === undefined) return Date.UTC(year, month, 1);
  return parseInstant(text) === null ? null : Date.UTC(year, month - 1, day + 1);
}

/** Whether something that begins at a partial date has surely not begun yet. */
export const isAhead = (date: string | null, as_of_ms: number): boolean =>
  date !== null && (partialDateStart(date) ?? as_of_ms) > as_of_ms;

/** Whether something that ends at a partial date is surely over: a year counts as over when the year is. */
export const isPast = (date: string | null, as_of_ms: number): boolean =>
  date !== null && (partialDateEnd(date) ?? Number.POSITIVE_INFINITY) <= as_of_ms;

/** Whether `a` was no later than `b`; null where the dates known do not say. */
export function noLaterThan(a: string | null, b: string | null): boolean | null {
  if (a === null || b === null) return null;
  const [aStart, aEnd] = [partialDateStart(a), partialDateEnd(a)];
  const [bStart, bEnd] = [partialDateStart(b), partialDateEnd(b)];
  if (aStart === null || aEnd === null || bStart === null || bEnd === null) return null;
  if (a === b && aEnd - aStart <= 86_400_000) return true;
  if (aEnd <= bStart) return true;
  return aStart >= bEnd ? false : null;
}
