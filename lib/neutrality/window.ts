import { addDays, daysBetween, formatDay, parseInstant, startOfDay } from "@/lib/kernel/time";

/** The UTC day, as 2026-08-10, that lies so many days after the first of the window. */
export const dayOf = ({ from }: { from: string }, index: number): string =>
  formatDay(addDays(startOfDay(parseInstant(from) ?? 0), index));

/** How many days an instant, or a day such as 2026-08-10, lies after the first day of the window. */
export const dayIndex = ({ from }: { from: string }, at: string): number =>
  daysBetween(startOfDay(parseInstant(from) ?? 0), parseInstant(at) ?? 0);
