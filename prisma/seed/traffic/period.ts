const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WEEKS = 35;

/** From a Monday to the last full hour: `days` counts the last, incomplete day. */
export type DemoPeriod = { from_ms: number; to_ms: number; days: number };

/** A calendar month of the period, as indices of its days [first_day, end_day). One delivered file each. */
export type DemoMonth = { name: string; first_day: number; end_day: number };

/**
 * About eight months up to the last full hour before `end_ms`: 35 weeks, the last of them begun. Starting on a Monday
 * makes the traffic the same stream for every end, only cut off elsewhere.
 */
export function demoPeriod(end_ms: number): DemoPeriod {
  const to_ms = Math.floor(end_ms / HOUR_MS) * HOUR_MS;
  const last_day = Math.floor((to_ms - 1) / DAY_MS) * DAY_MS;
  const weekday = (new Date(last_day).getUTCDay() + 6) % 7;
  const from_ms = last_day - (weekday + 7 * (WEEKS - 1)) * DAY_MS;
  return { from_ms, to_ms, days: Math.round((last_day - from_ms) / DAY_MS) + 1 };
}

/** Midnight UTC of a day of the period, in milliseconds since 1970. */
export const dayStart = (period: DemoPeriod, day: number): number => period.from_ms + day * DAY_MS;

/** The day of the period as 2026-08-10. */
export const dayText = (period: DemoPeriod, day: number): string =>
  new Date(dayStart(period, day)).toISOString().slice(0, 10);

/** The months that the period touches, first and last usually incomplete. */
export function demoMonths(period: DemoPeriod): DemoMonth[] {
  const months: DemoMonth[] = [];
  for (let day = 0; day < period.days; day++) {
    const name = dayText(period, day).slice(0, 7);
    const last = months.at(-1);
    if (last?.name === name) last.end_day = day + 1;
    else months.push({ name, first_day: day, end_day: day + 1 });
  }
  return months;
}
