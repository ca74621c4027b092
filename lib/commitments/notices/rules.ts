import { daysBetween, startOfDay } from "@/lib/kernel/time";
import type { NoticeStatus } from "./schema";

type Times = { announced_ms: number; effective_ms: number };

/** Whole days between the notice and the change, rounded down. */
export const noticeDays = ({ announced_ms, effective_ms }: Times): number =>
  daysBetween(announced_ms, effective_ms);

/** A notice is opened on the UTC day of the change: due on that day, overdue after it. */
export function noticeStatus(
  { effective_ms, opened }: { effective_ms: number; opened: boolean },
  now_ms: number,
): NoticeStatus {
  if (opened) return "opened";
  const [today, day] = [startOfDay(now_ms), startOfDay(effective_ms)];
  return today < day ? "announced" : today === day ? "due" : "overdue";
}
