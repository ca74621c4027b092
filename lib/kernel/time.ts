const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** A half-open range [from, to) of UTC instants, in milliseconds since 1970. */
export type Range = { from_ms: number; to_ms: number };

/** A date (midnight UTC) or an RFC 3339 time, in milliseconds since 1970; null when it is neither. */
export function parseInstant(text: string): number | null {
  if (DAY.test(text)) {
    const ms = Date.parse(`${text}T00:00:00Z`);
    // Date.parse rolls 2026-02-30 over to March; a date that does not print as itself does not exist.
    return Number.isNaN(ms) || formatDay(ms) !== text ? null : ms;
  }
  if (!INSTANT.test(text) || parseInstant(text.slice(0, 10)) === null) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

/** The UTC day of an instant, as 2026-11-21. */
export const formatDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Midnight UTC at or before an instant. */
export const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** Midnight UTC of the Monday at or before an instant (ISO 8601 weeks). */
export function startOfWeek(ms: number): number {
  const day = startOfDay(ms);
  return day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS;
}

/** Instant plus whole days of 86,400 s: UTC has no daylight saving. */
export const addDays = (ms: number, days: number): number => ms + days * DAY_MS;

/** Whole days between two instants, rounded down. */
export const daysBetween = (from_ms: number, to_ms: number): number => Math.floor((to_ms - from_ms) / DAY_MS);

/** ClickHouse DateTime64 text in UTC: 2026-11-21 09:00:00.000. */
export const toClickHouseTime = (ms: number): string =>
  new Date(ms).toISOString().replace("T", " ").replace("Z", "");

/** A date as precise as it is known: 2006, 2026-02 or 2026-04-08. */
export const PARTIAL_DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** First instant of a partial date; null when it does not parse. */
export const partialDateStart = (text: string): number | null =>
  PARTIAL_DATE.test(text) ? parseInstant(`${text}-01-01`.slice(0, 10)) : null;
