import { describe, expect, it } from "vitest";
import { curvePaths, placePanels, tilted } from "./calibration-layout";
import { placeSpecifications } from "./specification-layout";

const panel = (key: string) => ({ key, title: key, note: "", before: [], since: [] });
const axis = { min: 0, max: 0.6, ticks: [0, 0.2, 0.4, 0.6] };

describe("calibration panels", () => {
  it.each([
    { name: "wide", width: 824, height: 500, narrow: false },
    { name: "narrow", width: 358, height: 560, narrow: true },
  ])("stand inside the drawing and apart from each other: $name", ({ width, height, narrow }) => {
    const placed = placePanels(
      { main: panel("main"), others: [panel("a"), panel("b")], axis },
      width,
      height,
      narrow,
    );
    for (const { frame } of placed) {
      expect(frame.size).toBeGreaterThan(60);
      expect(frame.left + frame.size).toBeLessThanOrEqual(width);
      expect(frame.top + frame.size).toBeLessThanOrEqual(height);
      expect(frame.x(axis.max) - frame.x(0)).toBeCloseTo(frame.y(0) - frame.y(axis.max), 9);
    }
    const boxes = placed.map(({ frame }) => frame);
    for (const [place, a] of boxes.entries())
      for (const b of boxes.slice(place + 1)) {
        const beside = a.left + a.size < b.left || b.left + b.size < a.left;
        const below = a.top + a.size < b.top || b.top + b.size < a.top;
        expect(beside || below).toBe(true);
      }
  });
});

it("bends the diagonal by the odds", () => {
  expect(tilted(0.3, 0)).toBeCloseTo(0.3, 12);
  expect(tilted(0.3, Math.log(2))).toBeCloseTo(0.6 / 1.3, 12);
  const { line } = curvePaths({ x: (v) => v, y: (v) => v }, 0.6, Math.log(2));
  expect(line.startsWith("M0.0 0.0")).toBe(true);
});

it("gives each choice of a specification a row of its own, group after group", () => {
  const groups = [
    { label: "Weight", rows: ["by requests", "by tokens"] },
    { label: "Variants", rows: ["all", "one per family"] },
  ];
  for (const narrow of [false, true]) {
    const {
      rows,
      groups: tops,
      step,
      left,
      right,
    } = placeSpecifications({ groups, columns: [] }, narrow ? 358 : 824, narrow);
    expect(rows).toHaveLength(4);
    expect([...rows].sort((a, b) => a - b)).toEqual([...rows]);
    expect(new Set(rows).size).toBe(4);
    expect(tops[1]).toBeGreaterThan(rows[1] ?? Number.POSITIVE_INFINITY);
    expect(left + step).toBeLessThanOrEqual(right);
  }
});

it("stands bounds apart from the other ways, inside the drawing", () => {
  const column = (bound: boolean) => ({
    ...{ key: "k", value: 0, lower: 0, upper: 0, chosen: false, agrees: true, bound, says: [], picks: [] },
  });
  for (const narrow of [false, true]) {
    const place = (bounds: readonly boolean[]) =>
      placeSpecifications({ groups: [], columns: bounds.map(column) }, narrow ? 358 : 824, narrow);
    const { columns, step, left, right } = place([false, false, true, true]);
    const gaps = columns.slice(1).map((at, index) => at - (columns[index] ?? 0));
    expect(gaps[1]).toBeGreaterThan(2 * step);
    for (const gap of [gaps[0], gaps[2]]) expect(gap).toBeCloseTo(step, 9);
    expect((columns[0] ?? 0) > left && (columns.at(-1) ?? right) < right).toBe(true);
  }
});
