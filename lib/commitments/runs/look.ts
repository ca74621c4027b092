import { type Day, plusDays } from "../day";
import { isDueDay, type Scheduled } from "../schedule/due";
import type { KeptInputs } from "./inputs";

type Last = { inputs: Pick<KeptInputs, "look" | "between"> };

/**
 * The number of a look at a window: of its results that could find something one more than the last had, whatever brought
 * them about. A due day that is judged again is another look. One that was not due asks the question of the next early, and
 * spends nothing.
 */
export const lookOf = (last: Last | null): number =>
  last === null ? 1 : last.inputs.look + (last.inputs.between ? 0 : 1);

/**
 * The first day that no due look before this one has judged: after the last due day before it, within its window. When a
 * check ends has no part in it, so that a result is worked out again as it was.
 */
export function periodFrom(definition: Scheduled["definition"], window_from: Day, day: Day): Day {
  for (let last = plusDays(day, -1); last >= window_from; last = plusDays(last, -1))
    if (isDueDay({ definition, runs_until: null }, last)) return plusDays(last, 1);
  return window_from;
}

/** The level of the k-th look: alpha / (k (k + 1)), so that all looks together stay at alpha. */
export const levelOf = (alpha: number, look: number): number => alpha / (look * (look + 1));
