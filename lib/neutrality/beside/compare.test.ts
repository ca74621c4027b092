import { describe, expect, it } from "vitest";
import { boundsOf, type ComparedCell, compareSides, standardError } from "./compare";

const cell = (number: number, n1: number, s1: number, n0: number, s0: number): ComparedCell => ({
  comparison: 0,
  cell: number,
  n1,
  s1,
  extra1: 2 * s1,
  n0,
  s0,
  extra0: 3 * s0,
});

describe("two sides within cells", () => {
  it("weighs each cell by n1 n0 / n, and leaves cells of one side out", () => {
    // Differences 0.5 and -0.25 with weights 4·4/8 = 2 and 2·6/8 = 1.5.
    const found = compareSides([cell(0, 4, 3, 4, 1), cell(1, 2, 0.5, 6, 3), cell(2, 9, 9, 0, 0)]);
    expect(found?.weight).toBe(3.5);
    expect(found?.difference).toBeCloseTo((2 * 0.5 - 1.5 * 0.25) / 3.5, 12);
    expect(found?.extra_difference).toBeCloseTo((2 * (1.5 - 0.75) + 1.5 * (0.5 - 1.5)) / 3.5, 12);
    expect(found?.units).toEqual({ n1: 6, n0: 10 });
    expect(found?.means.get(1)).toEqual({ x: 0.25, y: 3.5 / 8 });
    expect(found?.means.has(2)).toBe(false);
  });

  it("is not fooled by cells that differ in both (Simpson)", () => {
    // In each cell the sides are alike; pooled, side 1 looks far better.
    const found = compareSides([cell(0, 90, 81, 10, 9), cell(1, 10, 1, 90, 9)]);
    expect(found?.difference).toBeCloseTo(0, 12);
  });

  it("is nothing where no cell has both", () => {
    expect(compareSides([cell(0, 3, 1, 0, 0), cell(1, 0, 0, 3, 1)])).toBeNull();
  });
});

describe("its error", () => {
  const means = new Map([
    [0, { x: 0.5, y: 0.5 }],
    [1, { x: 0.5, y: 0.5 }],
  ]);
  it("is the sandwich, with what few clusters and small cells cost", () => {
    const error = standardError({ weight: 5, means }, { squares: 4, rows: 13, clusters: 5 });
    expect(error).toBeCloseTo((2 / 5) * Math.sqrt((5 / 4) * (13 / 10)), 12);
  });
  it("cannot be told from one cluster, or where every row has a cell of its own", () => {
    expect(standardError({ weight: 5, means }, { squares: 4, rows: 13, clusters: 1 })).toBeNull();
    expect(standardError({ weight: 5, means }, { squares: 4, rows: 3, clusters: 3 })).toBeNull();
  });
  it("gives an interval of the level asked", () => {
    const { lower, upper } = boundsOf(0.1, 0.02, 0.05);
    expect(lower).toBeCloseTo(0.1 - 1.959964 * 0.02, 6);
    expect(upper).toBeCloseTo(0.1 + 1.959964 * 0.02, 6);
    expect(boundsOf(0.1, null, 0.05)).toEqual({ difference: 0.1, lower: null, upper: null });
  });
});
