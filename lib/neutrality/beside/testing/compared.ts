import type { ComparedCell } from "../compare";
import type { Compared } from "../compare-sql";

/** A cell of comparison 0: units and totals of both sides. */
export const cellOf = (cell: number, n1: number, s1: number, n0: number, s0: number): ComparedCell => ({
  comparison: 0,
  cell,
  n1,
  s1,
  extra1: 0,
  n0,
  s0,
  extra0: 0,
});

/** A comparison as the engine would give it, with this difference and error. */
export const compared = (cells: ComparedCell[], difference: number, error: number | null): Compared => ({
  cells,
  found: {
    difference,
    extra_difference: 0.01,
    weight: 1,
    error,
    units: { n1: sum(cells, "n1"), n0: sum(cells, "n0") },
    means: new Map(),
  },
});

const sum = (cells: readonly ComparedCell[], name: "n1" | "n0") =>
  cells.reduce((total, cell) => total + cell[name], 0);
