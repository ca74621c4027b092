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

/** Digits of a text as a number; NaN where one is none. */
function digitsAt(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Whole seconds since 1970, in milliseconds, of the day and the clock that a text begins with (of the form's 19
 * characters, whatever stands between the digits); null where there is no such day or clock.
 */
function localMs(text: string): number | null {
  const [year, month, date] = [digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)];
  const [hour, minute, second] = [digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2)];
  if (!(year >= 0 && month >= 1 && month <= 12 && date >= 1 && date <= daysOf(year, month))) return null;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return null;
  // Date.UTC takes the years before 100 for those of the last century: 400 years on the calendar is the same.
  return Date.UTC(year + 400, month - 1, date, hour, minute, second) - CYCLE_MS;
}

const ZERO = 0x30;
const CYCLE_MS = 146_097 * 86_400_000;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0);

/** An RFC 3339 time, brought to UTC and cut to microseconds; null when it is none. Leap seconds are none. */
export function parseTime(text: string): Instant | null {
  if (isUtcForm(text)) return inUtcForm(text);
  const [, day, clock, fraction = "", zone = ""] = FORM.exec(text) ?? [];
  const offset = offsetMinutes(zone);
  if (day === undefined || clock === undefined || offset === null) return null;
  const local = localMs(text);
  if (local === null) return null;
  const second = local - offset * 60_000;
  const whole = offset === 0 ? `${day}T${clock}` : inUtc(second);
  return whole === null ? null : withFraction(whole, second, fraction);
}

function withFraction(whole: string, second: number, fraction: string): Instant {
  const digits = fraction.length === 6 ? fraction : fraction.slice(0, 6).padEnd(6, "0");
  return {
    text: `${whole}.${digits}Z`,
    ms: second + Number(digits.slice(0, 3)),
    micros: Number(digits.slice(3)),
  };
}

const [DASH, COLON, DOT, LETTER_T, LETTER_Z] = [0x2d, 0x3a, 0x2e, 0x54, 0x5a];
/** Characters of a day and a clock. */
const SECONDS = 19;

/**
 * Whether a text has the form in which nearly all times come, `2026-01-02T03:04:05Z` or with a fraction; its day and
 * clock may be none all the same.
 */
export function isUtcForm(text: string): boolean {
  const end = text.length - 1;
  return (
    text.charCodeAt(end) === LETTER_Z &&
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    text.charCodeAt(10) === LETTER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    (end === SECONDS || (end > SECONDS + 1 && text.charCodeAt(SECONDS) === DOT && isFraction(text, end)))
  );
}

const isFraction = (text: string, end: number): boolean =>
  !Number.isNaN(digitsAt(text, SECONDS + 1, end - SECONDS - 1));

function inUtcForm(text: string): Instant | null {
  const second = localMs(text);
  if (second === null) return null;
  // Six digits are the form itself.
  if (text.length === SECONDS + 8)
    return {
      text,
      ms: second + digitsAt(text, SECONDS + 1, 3),
      micros: digitsAt(text, SECONDS + 4, 3),
    };
  return withFraction(text.slice(0, SECONDS), second, text.slice(SECONDS + 1, -1));
}

/** Years beyond 9999 or before 0 print with a sign: no clock of a gateway shows them. */
function inUtc(ms: number): string | null {
  const text = new Date(ms).toISOString();
  return text.length === 24 ? text.slice(0, 19) : null;
}
