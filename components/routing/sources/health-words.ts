import { formatCount, formatNumber } from "@/lib/kernel/format";
import type { SourceHealth } from "@/lib/routing";

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** A delay in the unit that it is thought of in: "4 seconds", "12 minutes", "3 days". */
export function lagWords(lag_s: number): string {
  if (lag_s < 90) return formatCount(Math.round(lag_s), "second");
  if (lag_s < 90 * MINUTE_S) return formatCount(Math.round(lag_s / MINUTE_S), "minute");
  return lag_s < 2 * DAY_S
    ? formatCount(Math.round(lag_s / HOUR_S), "hour")
    : formatCount(Math.round(lag_s / DAY_S), "day");
}

/** What is wrong with how a source delivers, worst first; else that nothing is. */
export function healthFinding({ received, rejected, sequence }: SourceHealth): string {
  if (received === 0) return "Nothing was delivered yet.";
  if (sequence && sequence.missing > 0)
    return `${formatCount(sequence.missing, "numbered record")} never came.`;
  if (rejected > 0)
    return `${formatNumber(rejected)} of ${formatCount(received, "record")} could not be read.`;
  return "Every record that came could be read.";
}
