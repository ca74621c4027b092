import type { Field } from "./field";

const LOCAL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d+)?( ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?$/;
/** Times before 2015 are refused anyway, so a number's size says its unit: seconds until the year 5138. */
const MILLISECONDS_FROM = 1e11;
const MICROSECONDS_FROM = 1e14;
const NANOSECONDS_FROM = 1e17;

/**
 * A gateway's time as RFC 3339 in UTC, for the validation to judge: numbers (also as text) are seconds, milliseconds,
 * microseconds or nanoseconds since 1970 by their size; text without zone is UTC. What is neither stays as it is.
 */
export function instant(field: Field): Field {
  if (typeof field.value === "number") return field.with(fromEpoch(field.value) ?? field.value);
  const text = field.text?.trim();
  if (text === undefined) return field;
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
const fromDigits = (text: string): string | null =>
  /^\d{18,20}$/.test(text) ? fromMicros(BigInt(text) / 1000n) : fromEpoch(Number(text));

function fromEpoch(value: number): string | null {
  if (!Number.isFinite(value) || value < 0) return null;
  if (value < MILLISECONDS_FROM) return fromMicros(Math.round(value * 1e6));
  if (value < MICROSECONDS_FROM) return fromMicros(Math.round(value * 1e3));
  return fromMicros(Math.round(value < NANOSECONDS_FROM ? value : value / 1e3));
}

function fromMicros(micros: number | bigint): string | null {
  // Beyond it, dividing would round.
  if (typeof micros === "number" && !Number.isSafeInteger(micros)) return fromMicros(BigInt(micros));
  const ms = typeof micros === "bigint" ? Number(micros / 1000n) : Math.floor(micros / 1000);
  const rest = typeof micros === "bigint" ? Number(micros % 1000n) : micros % 1000;
  if (ms > 8.64e15) return null;
  const whole = new Date(ms).toISOString();
  return whole.length === 24 ? `${whole.slice(0, -1)}${String(rest).padStart(3, "0")}Z` : null;
}

/** Milliseconds between two times of a record, in the place of the second; absent where either is none. */
export function elapsedMs(start: Field, end: Field): Field {
  const [from, to] = [Date.parse(instant(start).text ?? ""), Date.parse(instant(end).text ?? "")];
  return end.with(Number.isNaN(from) || Number.isNaN(to) || to < from ? undefined : to - from);
}
