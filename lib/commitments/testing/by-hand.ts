import { expect } from "vitest";
import { upperStudent } from "@/lib/neutrality/stats/student";
import type { ResultMeasure } from "../results/schema";

/**
 * One unit, or several, of one side of a comparison: `y` is the mean of what is compared. `alone`: it names no cluster and
 * is one by itself.
 */
export type Line = { cell: string; side: 0 | 1; y: number; cluster: string; alone?: boolean; units?: number };

/** A difference and its interval at the first look with this alpha. */
export type ByHand = { value: number; error: number; lower: number; upper: number; clusters: number };

function grouped<T>(rows: readonly T[], nameOf: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(nameOf(row), [...(groups.get(nameOf(row)) ?? []), row]);
  return [...groups.values()];
}

/**
 * Least squares of y on the side with an effect for each cell, worked out row by row: the slope, its sandwich over clusters
 * times C/(C - 1) and N/(N - K - 1), and Student's t with C - 1 degrees, where C counts those that are named as long as they
 * are fewer than thirty. The second way to what metrics compute in SQL.
 */
export function byHand(lines: readonly Line[], alpha = 0.01): ByHand {
  const both = grouped(lines, ({ cell }) => cell).filter(
    (rows) => new Set(rows.map(({ side }) => side)).size === 2,
  );
  const centred = both.flatMap((rows) => {
    const total = rows.reduce((sum, { units = 1 }) => sum + units, 0);
    const mean = (of: (line: Line) => number) =>
      rows.reduce((sum, line) => sum + (line.units ?? 1) * of(line), 0) / total;
    const [x, y] = [mean(({ side }) => side), mean((line) => line.y)];
    return rows.map((line) => ({ ...line, units: line.units ?? 1, x: line.side - x, y: line.y - y }));
  });
  const sum = (of: (row: (typeof centred)[number]) => number) =>
    centred.reduce((total, row) => total + of(row), 0);
  const weight = sum(({ units, x }) => units * x * x);
  const value = sum(({ units, x, y }) => units * x * y) / weight;
  const clusters = grouped(centred, ({ cluster }) => cluster);
  const squares = clusters.map((rows) =>
    rows.reduce((total, { units, x, y }) => total + units * x * (y - value * x), 0),
  );
  const meat = squares.reduce((total, part) => total + part * part, 0);
  const named = clusters.filter(([first]) => !first?.alone).length;
  const [c, n, k] = [named < 30 ? named : clusters.length, centred.length, both.length];
  const error = (Math.sqrt(meat) / weight) * Math.sqrt((c / (c - 1)) * (n / (n - k - 1)));
  const half = upperStudent(alpha / 4, c - 1) * error;
  return { value, error, lower: value - half, upper: value + half, clusters: c };
}

/** To nine places: both ways add the same numbers in another order. */
export function expectByHand(measure: ResultMeasure | undefined, { value, lower, upper }: ByHand): void {
  expect(measure?.value).toBeCloseTo(value, 9);
  expect(measure?.lower).toBeCloseTo(lower, 9);
  expect(measure?.upper).toBeCloseTo(upper, 9);
}
