import type { Measured } from "./measured";
import type { FixedStratum } from "./schema";
import type { Cell } from "./stats/table";
import { nameOfStratum } from "./store/groups";

/** Cells by the strata that a check fixed, in its order; last those of all others. Empty where there are none. */
export function cellsOfFixed(
  { cells, strata }: Pick<Measured, "cells" | "strata">,
  fixed: readonly FixedStratum[],
): Cell[][] {
  const places = new Map(fixed.map((stratum, place) => [nameOfStratum(stratum), place]));
  const numbers = strata.map((stratum) => places.get(nameOfStratum(stratum)) ?? fixed.length);
  const groups: Cell[][] = Array.from({ length: fixed.length + 1 }, () => []);
  for (const cell of cells) groups[numbers[cell.stratum - 1] ?? fixed.length]?.push(cell);
  return groups;
}
