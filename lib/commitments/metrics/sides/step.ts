import type { Between } from "../metric";
import type { JudgedDifference } from "./judge-difference";
import type { Jumps } from "./jumps";

type Said = Pick<JudgedDifference, "verdict" | "because">;

/** A jump makes what is kept, or not known, a watch of its own. */
export function withJumps({ verdict, because }: Said, { reasons }: Jumps): Said {
  if (reasons.length === 0) return { verdict, because };
  const quiet = verdict === "kept" || verdict === "inconclusive";
  return quiet
    ? { verdict: "watch", because: [...reasons, ...because] }
    : { verdict, because: [...because, ...reasons] };
}

const gravity = (verdict: string | null): number => (verdict === "breach" ? 2 : verdict === "watch" ? 1 : 0);

/**
 * The level of a look pays for one look. One that was not due is paid for by nobody: it says no more than the last due look
 * did, since thirty of them would be thirty chances of a false alarm.
 */
export function withoutAlarm({ verdict, because }: Said, between: Between | null): Said {
  const most = gravity(between?.verdict ?? null);
  if (!between || gravity(verdict) <= most) return { verdict, because };
  return { verdict: most === 1 ? "watch" : "inconclusive", because: ["alarms_on_due_days", ...because] };
}
