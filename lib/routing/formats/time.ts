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

/** An RFC 3339 time, brought to UTC and cut to microseconds; null when it is none. Leap seconds are none. */
export function parseTime(text: string): Instant | null {
  const [, day, clock, fraction = "", zone = ""] = FORM.exec(text) ?? [];
  const offset = offsetMinutes(zone);
  if (day === undefined || clock === undefined || offset === null) return null;
  const local = Date.parse(`${day}T${clock}Z`);
  // Date.parse rolls 30 February over to March: what does not print as it came does not exist.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 19) !== `${day}T${clock}`) return null;
  const digits = fraction.slice(0, 6).padEnd(6, "0");
  const second = local - offset * 60_000;
  const whole = new Date(second).toISOString();
  // Years beyond 9999 or before 0 print with a sign: no clock of a gateway shows them.
  if (whole.length !== 24) return null;
  return {
    text: `${whole.slice(0, 19)}.${digits}Z`,
    ms: second + Number(digits.slice(0, 3)),
    micros: Number(digits.slice(3)),
  };
}
