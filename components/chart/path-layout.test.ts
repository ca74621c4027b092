import { expect, it } from "vitest";
import { fitText, layoutNarrow, layoutWide } from "./path-layout";

const nodes = [
  { id: "aws", label: "Amazon Web Services", note: "platform", column: 0, own: true },
  { id: "forge", label: "Forge", column: 1 },
  { id: "nova", label: "nova-pro", column: 2, own: true },
  { id: "claude", label: "claude-3.5-sonnet", column: 2 },
];
const edges = [
  { from: "aws", to: "forge", fact: 1 },
  { from: "forge", to: "nova", fact: 2, hue: "own" as const },
  { from: "forge", to: "claude", fact: 2 },
  { from: "nova", to: "aws", fact: 3, hue: "own" as const, back: "top" as const },
  { from: "nowhere", to: "aws", fact: 9 },
];

const overlapping = (boxes: { x: number; y: number; width: number; height: number }[]) =>
  boxes.some((a, i) =>
    boxes.some(
      (b, j) =>
        i < j && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
    ),
  );

it.each([
  ["wide", layoutWide(nodes, edges, 1128)],
  ["narrow", layoutNarrow(nodes, edges, 358)],
])("places every box inside the picture and none on another: %s", (_, drawing) => {
  expect(drawing.boxes).toHaveLength(4);
  expect(overlapping(drawing.boxes)).toBe(false);
  for (const box of drawing.boxes) {
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(drawing.width);
    expect(box.y + box.height).toBeLessThanOrEqual(drawing.height);
  }
});

it("draws edges between known boxes, and each fact's number once", () => {
  const drawing = layoutWide(nodes, edges, 1128);
  expect(drawing.edges).toHaveLength(4);
  expect(drawing.badges.map((badge) => badge.fact).sort()).toEqual([1, 2, 3]);
});

it("cuts what does not fit", () => {
  expect(fitText("short", 100)).toBe("short");
  expect(fitText("a very long name of a model", 60)).toMatch(/…$/);
});
