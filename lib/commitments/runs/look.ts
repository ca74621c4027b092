import { type Day, daysFrom, plusDays } from "../day";
import { isDueDay, type Scheduled } from "../schedule/due";

/**
 * The number of the look at a window on a day: how many days up to it were due, itself included. A look between due days
 * has the number of the next one, whose question it asks early.
 */
export function lookOf(check: Scheduled, window_from: Day, day: Day): number {
  const last = daysFrom(window_from, day);
  if (check.definition.schedule.every === "day") return last + 1;
  let looks = 0;
  for (let index = 0; index <= last; index += 1)
    if (isDueDay(check, plusDays(window_from, index))) looks += 1;
  return isDueDay(check, day) ? looks : looks + 1;
}

/** The level of the k-th look: alpha / (k (k + 1)), so that all looks together stay at alpha. */
export const levelOf = (alpha: number, look: number): number => alpha / (look * (look + 1));
