import { parseInstant } from "./time";

/** What people type, read into what the API takes. */

const MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const SCALE_ZEROS: Record<string, number> = {
  "": 0,
  k: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  million: 6,
  b: 9,
  bn: 9,
  billion: 9,
  t: 12,
  tn: 12,
  trillion: 12,
};

const monthNumber = (word: string): number => {
  const index = MONTH_NAMES.indexOf(word.slice(0, 3).toLowerCase());
  return word.length >= 3 && /^[a-z]+\.?$/i.test(word) ? index + 1 : 0;
};

const pad = (n: number): string => String(n).padStart(2, "0");

/** "Feb 2026", "10 August 2026", "2026-02-10", "2006" → a date as precise as given; null when it is none. */
export function parseHumanDate(text: string): string | null {
  const words = text
    .trim()
    .replace(/[,]/g, " ")
    .split(/[\s]+|(?<=\d)(?=[a-z])/i)
    .filter(Boolean);
  if (words.length === 1) return parseNumericDate(words[0] ?? "");
  const month = words.map(monthNumber).find((n) => n > 0);
  const year = words.find((word) => /^\d{4}$/.test(word));
  if (!month || !year) return null;
  const rest = words.filter(
    (word) => word !== year && monthNumber(word) === 0 && !/^(st|nd|rd|th)$/i.test(word),
  );
  if (rest.length === 0) return `${year}-${pad(month)}`;
  const day = rest.length === 1 && /^\d{1,2}$/.test(rest[0] ?? "") ? Number(rest[0]) : 0;
  return existing(`${year}-${pad(month)}-${pad(day)}`);
}

/** The same for what must be one day. */
export function parseHumanDay(text: string): string | null {
  const date = parseHumanDate(text);
  return date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : null;
}

/**
 * "1 May 2027", "1 May 2027, 14:00 UTC", "2027-05-01T14:00Z" → an instant in UTC, a day alone being its first moment; null
 * when it is none.
 */
export function parseHumanInstant(text: string): string | null {
  const typed = text.trim().replace(/\s*UTC$/i, "");
  if (/^\d{4}-\d{2}-\d{2}T/.test(typed)) {
    const at = parseInstant(/(Z|[+-]\d{2}:?\d{2})$/i.test(typed) ? typed : `${typed}Z`);
    return at === null ? null : new Date(at).toISOString().replace(".000Z", "Z");
  }
  const timed = /^(.*?)[\s,]+(\d{1,2}):(\d{2})$/.exec(typed);
  const day = parseHumanDay(timed?.[1] ?? typed);
  const [hour, minute] = [Number(timed?.[2] ?? 0), Number(timed?.[3] ?? 0)];
  return day === null || hour > 23 || minute > 59 ? null : `${day}T${pad(hour)}:${pad(minute)}:00Z`;
}

function parseNumericDate(text: string): string | null {
  const match = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(text);
  if (!match) return null;
  const [, year, month, day] = match;
  if (!month) return year ?? null;
  if (Number(month) < 1 || Number(month) > 12) return null;
  return day
    ? existing(`${year}-${pad(Number(month))}-${pad(Number(day))}`)
    : `${year}-${pad(Number(month))}`;
}

const existing = (day: string): string | null => (parseInstant(day) === null ? null : day);

/** "8bn", "USD 1.5 million", "30,000,000" → a decimal string; null when it is none. Exact: no double in between. */
export function parseHumanAmount(text: string): string | null {
  const match = /^(?:[A-Z]{3}|[$€£¥])?\s*(\d[\d,_ ]*)(?:\.(\d+))?\s*([a-z]*)$/i.exec(text.trim());
  if (!match) return null;
  const whole = (match[1] ?? "").replace(/[,_ ]/g, "");
  const fraction = match[2] ?? "";
  const zeros = SCALE_ZEROS[(match[3] ?? "").toLowerCase()];
  if (zeros === undefined) return null;
  const shifted = fraction.slice(0, zeros).padEnd(zeros, "0");
  const left = fraction.slice(zeros).replace(/0+$/, "");
  const digits = `${whole}${shifted}`.replace(/^0+(?=\d)/, "");
  return left === "" ? digits : `${digits}.${left}`;
}
