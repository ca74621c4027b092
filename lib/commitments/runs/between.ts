import type { Day } from "../day";
import type { Between } from "../metrics/metric";
import type { ResultTrigger } from "../results/schema";
import { isDueDay, type Scheduled } from "../schedule/due";
import type { ResultRow } from "./store";

/** Which day a look is at, and what brought it about. */
type Looked = { day: Day; trigger: ResultTrigger; due?: true | undefined };
type Last = Pick<ResultRow, "id" | "verdict" | "trigger" | "inputs">;

/**
 * Of a look that was not due, asked for on demand or made between due days: what the last due look at the window said. Null
 * of a due one, of one that makes up for a due one that failed, and of due days that are judged again for late data, a
 * purge or another catalogue.
 */
export function betweenOf(check: Scheduled, { day, trigger, due }: Looked, last: Last | null) {
  if ((trigger !== "on_demand" || due) && isDueDay(check, day)) return null;
  return standingOf(last);
}

const NONE: Between = { result_id: null, verdict: null };

/** A look that was not due hands on what it went by itself. */
function standingOf(last: Last | null): Between {
  if (!last) return NONE;
  if (last.inputs.between) return last.inputs.between;
  return last.trigger === "on_demand" && !last.inputs.due
    ? NONE
    : { result_id: last.id, verdict: last.verdict };
}
