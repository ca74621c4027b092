import { type DemoPeriod, type DemoRouter, dayStart, dayText, ROUTERS } from "../traffic";
import type { DemoVersion } from "../traffic/story";
import { NOTICE_DAYS } from "./checks";

const NOON_MS = 43_200_000;

/** Where people act in the history: the clock waits there until they have. */
export type Stop = { at_ms: number } & (
  | { kind: "announce"; router: DemoRouter; version: DemoVersion }
  | { kind: "open"; router: DemoRouter; version: DemoVersion }
  | { kind: "answer"; month: string }
  | { kind: "end" }
);

/** Noon of a day of the period; the day before is complete then, and due. */
const noon = (period: DemoPeriod, day: number): number => dayStart(period, day) + NOON_MS;

/** Where the clock stands when the checks are recorded: noon of the day before the first. */
export const clockStart = (period: DemoPeriod): number => noon(period, -1);

/** Policy versions after the first are announced so many whole days before they take effect, and opened on the day. */
const noticesOf = (period: DemoPeriod): Stop[] =>
  ROUTERS.flatMap((router) =>
    router.versions.slice(1).flatMap((version): Stop[] => [
      { at_ms: noon(period, version.from_day - NOTICE_DAYS - 1), kind: "announce", router, version },
      { at_ms: noon(period, version.from_day), kind: "open", router, version },
    ]),
  );

/** At noon of each month's second day the partner manager answers for the month before. */
function answersOf(period: DemoPeriod): Stop[] {
  const stops: Stop[] = [];
  for (let day = 2; day < period.days; day++)
    if (dayText(period, day).endsWith("-02"))
      stops.push({ at_ms: noon(period, day), kind: "answer", month: dayText(period, day - 2).slice(0, 7) });
  return stops;
}

/** The stops in order of time. The last is where real time goes on. */
export function demoStops(period: DemoPeriod): Stop[] {
  const end_ms = Math.min(noon(period, period.days - 1), period.to_ms);
  const within = [...noticesOf(period), ...answersOf(period)].filter(({ at_ms }) => at_ms < end_ms);
  return [...within.sort((a, b) => a.at_ms - b.at_ms), { at_ms: end_ms, kind: "end" }];
}
