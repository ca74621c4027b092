import { describe, expect, it } from "vitest";
import { drawsOf } from "./draws";

const MANY = 100_000;
const listOf = (draw: () => number) => Array.from({ length: MANY }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("draws", () => {
  it("are the same for the same seeds, and others for others", () => {
    const first = (...seeds: number[]) => drawsOf(...seeds).uniform();
    expect(first(101, 7)).toBe(first(101, 7));
    expect(new Set([first(101, 7), first(101, 8), first(102, 7), first(7, 101), first(101)]).size).toBe(5);
  });

  it("are uniform: moments, and no dependence on the draw before", () => {
    const values = listOf(drawsOf(1).uniform);
    expect(mean(values)).toBeCloseTo(1 / 2, 2);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1 / 3, 2);
    expect(mean(values.slice(1).map((value, at) => value * (values[at] ?? 0)))).toBeCloseTo(1 / 4, 2);
  });

  it("are normal: mean, variance and fourth moment", () => {
    const values = listOf(drawsOf(2).normal);
    expect(Math.abs(mean(values))).toBeLessThan(0.015);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(0.15);
  });
});
