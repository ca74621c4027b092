import { describe, expect, it } from "vitest";
import { monthLabels, monthTicks, placeMarks, placeWithRoom, spreadLabels } from "./geometry";

describe("marks", () => {
  const marks = [
    { x: 100, label: "all routers v2", day: "2026-06-22" },
    { x: 300, label: "price cut", day: "2026-08-03" },
    { x: 320, label: "Forge v3", day: "2026-08-10" },
  ];

  it("go to another row only where they would overlap", () => {
    expect(placeMarks(marks, 30, 700).map((mark) => mark.row)).toEqual([0, 0, 1]);
  });

  it("turn left at the right end", () => {
    const [mark] = placeMarks([{ x: 690, label: "Forge v3", day: "2026-08-10" }], 30, 700);
    expect(mark).toMatchObject({ anchor: "end", note: "10 Aug" });
  });
});

describe("a label over a stretch", () => {
  it("stands in the middle where there is room", () => {
    expect(placeWithRoom(0, 100, () => 40, 34)).toBe(50);
  });
  it("moves to the nearest place with room", () => {
    expect(placeWithRoom(0, 100, (x) => (x >= 70 ? 60 : 10), 34)).toBe(74);
    expect(placeWithRoom(0, 100, (x) => (x <= 30 || x >= 90 ? 60 : 10), 34)).toBe(26);
  });
  it("takes the most room where nowhere is enough, and the middle where all is alike", () => {
    expect(placeWithRoom(0, 100, (x) => x / 10, 34)).toBe(98);
    expect(placeWithRoom(0, 100, () => 5, 34)).toBe(50);
  });
});

describe("labels at the end of lines", () => {
  it("stay where they are when there is room", () => {
    expect(spreadLabels([100, 200], 30, 0, 300)).toEqual([100, 200]);
  });
  it("are pushed apart in their order and stay inside", () => {
    expect(spreadLabels([102, 100], 30, 0, 300)).toEqual([130, 100]);
    expect(spreadLabels([295, 298], 30, 0, 300)).toEqual([270, 300]);
  });
});

it("names the months that a range touches, all by name or all by initial", () => {
  const from = Date.UTC(2026, 10, 15);
  const to = Date.UTC(2027, 1, 2);
  const ticks = monthTicks(from, to);
  const at = (px: number) => (ms: number) => (Math.max(ms - from, 0) / 86_400_000) * px;
  expect(monthLabels(ticks, at(2), to)).toEqual(["Nov", "Dec", "Jan", ""]);
  expect(monthLabels(ticks, at(0.8), to)).toEqual(["N", "D", "J", ""]);
  expect(ticks[0]?.mid_ms).toBe((from + Date.UTC(2026, 11, 1)) / 2);
});
