import { isUtcForm, parseTime } from "../time";
import type { Field } from "./field";

const LOCAL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d+)?( ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?$/;
/** Times before 2015 are refused anyway, so a number's size says its unit: seconds until the year 5138. */
const MILLISECONDS_FROM = 1e11;
const MICROSECONDS_FROM = 1e14;
const NANOSECONDS_FROM = 1e17;
const NANOSECONDS = /^\d{18,20}$/;

/**
 * A gateway's time as RFC 3339 in UTC, for the validation to judge: numbers (also as text) are seconds, milliseconds,
 * microseconds or nanoseconds since 1970 by their size; text without zone is UTC. What is neither stays as it is.
 */
export function instant(field: Field): Field {
  if (typeof field.value === "number") return field.with(fromEpoch(field.value) ?? field.value);
  const text = field.text?.trim();
  if (text === undefined || (text === field.value && isUtcForm(text))) return field;
  if (/^\d+(?:\.\d+)?$/.test(text)) return field.with(fromDigits(text) ?? text);
  const [, day, clock, fraction = "", zone = "Z"] = LOCAL.exec(text) ?? [];
  if (day === undefined || clock === undefined) return field;
  return field.with(`${day}T${clock}${fraction}${zoneOf(zone.trim())}`);
}

const zoneOf = (zone: string): string => {
  if (zone === "Z" || zone === "UTC") return "Z";
  return zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
};

/** Text of nanoseconds has more digits than a number holds: the last three are cut, not rounded. */
function fromDigits(text: string): string | null {
  if (!NANOSECONDS.test(text)) return fromEpoch(Number(text));
  const micros = Number(text.slice(0, -3));
  return fromMicros(Number.isSafeInteger(micros) ? micros : BigInt(text) / 1000n);
}

function fromEpoch(value: number): string | null {
  if (!Number.isFinite(value) || value < 0) return null;
  if (value < MILLISECONDS_FROM) return fromMicros(Math.round(value * 1e6));
  if (value < MICROSECONDS_FROM) return fromMicros(Math.round(value * 1e3));
  return fromMicros(Math.round(value < NANOSECONDS_FROM ? value : value / 1e3));
}

function fromMicros(micros: number | bigint): string | null {
  // Beyond it, dividing would round.
  if (typeof micros === "number" && !Number.isSafeInteger(micros)) return fromMicros(BigInt(micros));
  const whole = typeof micros === "bigint" ? Number(micros / MILLION) : Math.floor(micros / 1e6);
  const rest = typeof micros === "bigint" ? Number(micros % MILLION) : micros % 1e6;
  const day = dayText(Math.floor(whole / DAY_S));
  return day === null ? null : `${day}T${clockText(whole % DAY_S)}.${String(rest).padStart(6, "0")}Z`;
}

const MILLION = 1_000_000n;
const DAY_S = 86_400;
/** 9999-12-31: later years print with a sign. */
const LAST_DAY = Date.UTC(9999, 11, 31) / (DAY_S * 1000);
const AFTER_MS = (LAST_DAY + 1) * DAY_S * 1000;
const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** Most records of a delivery are of one day. */
let latest = { day: 0, text: "1970-01-01" };

function dayText(day: number): string | null {
  if (day > LAST_DAY) return null;
  if (day !== latest.day) latest = { day, text: new Date(day * DAY_S * 1000).toISOString().slice(0, 10) };
  return latest.text;
}

const clockText = (second: number): string =>
  `${TWO[Math.floor(second / 3600)]}:${TWO[Math.floor(second / 60) % 60]}:${TWO[second % 60]}`;

/** Milliseconds between two times of a record, in the place of the second; absent where either is none. */
export function elapsedMs(start: Field, end: Field): Field {
  const [from, to] = [msAt(start), msAt(end)];
  return end.with(Number.isNaN(from) || Number.isNaN(to) || to < from ? undefined : to - from);
}

/** Nanoseconds, as `instant` reads them, need no text of their own. */
function msAt(field: Field): number {
  const { text = "" } = field;
  if (!NANOSECONDS.test(text)) return msOf(instant(field).text);
  const ms = Number(text.slice(0, -6));
  return ms < AFTER_MS ? ms : Number.NaN;
}

/** The platform takes other forms of times as well. */
const msOf = (text = ""): number => (isUtcForm(text) ? parseTime(text)?.ms : undefined) ?? Date.parse(text);
