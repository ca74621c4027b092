import { logSumExp } from "./evidence";
import type { Term } from "./process";

/** Starts with one first tested day: they have the same decisions, and differ in their stakes alone. */
export type Carrier = { day: number; share: number };

const MOST = 0.9;
// A sum of shares that is most of the evidence may miss it by rounding.
const ROUNDING = 1e-12;

/** The first tested day at or after a day. `days` in order; null where none follows. */
export const testedFrom = (days: readonly number[], day: number): number | null =>
  days.find((tested) => tested >= day) ?? null;

/**
 * The fewest starts that carry 90 % of the evidence, largest first, by the first tested day of each: nothing was decided
 * between the start and that day, so that starts with the same one carry their parts together.
 */
export function carriersOf(terms: readonly Term[], days: readonly number[]): Carrier[] {
  const total = logSumExp(terms.map(({ log_term }) => log_term));
  const shares = new Map<number, number>();
  for (const { start, log_term } of terms) {
    const day = testedFrom(days, start.day);
    if (day !== null) shares.set(day, (shares.get(day) ?? 0) + Math.exp(log_term - total));
  }
  const sorted = [...shares].sort(([a, part_a], [b, part_b]) => part_b - part_a || a - b);
  const carriers: Carrier[] = [];
  let carried = 0;
  for (const [day, share] of sorted) {
    if (carried >= MOST - ROUNDING) break;
    carriers.push({ day, share });
    carried += share;
  }
  return carriers;
}
