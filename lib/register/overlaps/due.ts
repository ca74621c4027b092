import { addDays, formatDay } from "@/lib/kernel/time";
import type { OverlapStatus } from "./schema";

/** Days until an overlap is to be judged again: 90 at severity 4 and 5, 180 at 3, 365 below. */
export const recertificationDays = (severity: number): number =>
  severity >= 4 ? 90 : severity === 3 ? 180 : 365;

/** The UTC day by which an overlap is due, counted from its detection; null where nothing waits. */
export function dueDay(status: OverlapStatus, severity: number, detected_at: Date): string | null {
  if (status === "superseded" || status === "cleared") return null;
  return formatDay(addDays(detected_at.getTime(), recertificationDays(severity)));
}
