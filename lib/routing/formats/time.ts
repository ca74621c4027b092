const FORM = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/;

/** An instant to the microsecond: `2026-01-02T03:04:05.123456Z`, and its whole milliseconds since 1970. */
export type Instant = { text: string; ms: number; micros: number };

const offsetMinutes = (zone: string): number | null => {
  if (zone === "Z" || zone === "z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
};

/** Whole seconds of a day and a clock since 1970, in milliseconds; null where there is no such day or clock. */
function localMs(day: string, clock: string): number | null {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  const [hour, minute, second] = [
    Number(clock.slice(0, 2)),
    Number(clock.slice(3, 5)),
    Number(clock.slice(6, 8)),
  ];
  if (month < 1 || month > 12 || date < 1 || date > daysOf(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  // Date.UTC takes the years before 100 for those of the last century: 400 years on the calendar is the same.
  return Date.UTC(year + 400, month - 1, date, hour, minute, second) - CYCLE_MS;
}

const CYCLE_MS = 146_097 * 86_400_000;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0);

/** An RFC 3339 time, brought to UTC and cut to microseconds; null when it is none. Leap seconds are none. */
export function parseTime(text: string): Instant | null {
  const [, day, clock, fraction = "", zone = ""] = FORM.exec(text) ?? [];
  const offset = offsetMinutes(zone);
  if (day === undefined || clock === undefined || offset === null) return null;
  const local = localMs(day, clock);
  if (local === null) return null;
  const digits = fraction.length === 6 ? fraction : fraction.slice(0, 6).padEnd(6, "0");
  const second = local - offset * 60_000;
  const whole = offset === 0 ? `${day}T${clock}` : inUtc(second);
  return whole === null
    ? null
    : {
        text: `${whole}.${digits}Z`,
        ms: second + Number(digits.slice(0, 3)),
        micros: Number(digits.slice(3)),
      };
}

/** Years beyond 9999 or before 0 print with a sign: no clock of a gateway shows them. */
function inUtc(ms: number): string | null {
  const text = new Date(ms).toISOString();
  return text.length === 24 ? text.slice(0, 19) : null;
}
