import { addDays, formatDay } from "@/lib/kernel/time";

/** Days until an overlap is to be judged again: 90 at severity 4 and 5, 180 at 3, 365 below. The database says the same. */
export const recertificationDays = (severity: number): number =>
  severity >= 4 ? 90 : severity === 3 ? 180 : 365;

type Approval = { recertify_on: Date | null; decided_at: Date | null };

/** The day of a judgement in force at the severity of today; `evenhand_judge_again_on` in the database is the same. */
export function judgeAgainOn({ recertify_on, decided_at }: Approval, severity: number): string | null {
  if (recertify_on === null || decided_at === null) return null;
  const nearer = addDays(decided_at.getTime(), recertificationDays(severity));
  return formatDay(Math.min(recertify_on.getTime(), nearer));
}
