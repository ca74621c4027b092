import { describe, expect, it } from "vitest";
import vectors from "@/lib/neutrality/test-vectors/vectors.json";
import { type DecomposedCell, decompose, shareChange, sumCounts, sumParts } from "./das-gupta";

const NONE = { decisions: 0, own: 0 };
type Cells = Record<string, number[]>;

const countOf = (cells: Cells, name: string) => {
  const [decisions = 0, own = 0] = cells[name] ?? [];
  return { decisions, own };
};

/** Cells by "task/router", or by task with one router. */
const cellsOf = (before: Cells, after: Cells): DecomposedCell[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => {
    const [task = "", router = "r"] = name.split("/");
    return { task, router, before: countOf(before, name), after: countOf(after, name) };
  });

const total = (cells: readonly DecomposedCell[]) => {
  const parts = sumParts(decompose(cells));
  return { ...parts, change: shareChange(sumCounts(cells)) };
};

describe("decompose", () => {
  it("agrees with the reference for three factors", () => {
    const { before, after, task_mix, router_mix, within, change } = vectors.decomposition;
    const found = total(cellsOf(before, after));
    expect(Math.abs(found.task_mix - task_mix)).toBeLessThan(1e-6);
    expect(Math.abs(found.router_mix - router_mix)).toBeLessThan(1e-6);
    expect(Math.abs(found.within - within)).toBeLessThan(1e-6);
    expect(Math.abs(found.change - change)).toBeLessThan(1e-6);
  });

  it("agrees with the reference for two factors, which one router leaves", () => {
    const { before, after, mix, within } = vectors.decomposition_two_factors;
    const found = total(cellsOf(before, after));
    expect(Math.abs(found.task_mix - mix)).toBeLessThan(1e-6);
    expect(found.router_mix).toBe(0);
    expect(Math.abs(found.within - within)).toBeLessThan(1e-6);
  });

  it("has parts that sum to the change, and turn round with the periods, whatever the cells", () => {
    let state = 7;
    const random = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    const count = () => {
      const decisions = random() < 0.25 ? 0 : Math.floor(random() * 1000);
      return { decisions, own: Math.floor(random() * (decisions + 1)) };
    };
    for (let round = 0; round < 300; round += 1) {
      const cells = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, at) => ({
        task: `t${at % 4}`,
        router: `r${Math.floor(at / 4)}`,
        before: count(),
        after: count(),
      }));
      const found = total(cells);
      expect(Math.abs(found.task_mix + found.router_mix + found.within - found.change)).toBeLessThan(1e-12);
      const turned = total(
        cells.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
      );
      expect(Math.abs(turned.within + found.within)).toBeLessThan(1e-12);
      expect(Math.abs(turned.task_mix + found.task_mix)).toBeLessThan(1e-12);
    }
  });

  it("moves nothing by mix where all cells have one share", () => {
    const cells = cellsOf({ "A/r": [100, 20], "B/r": [300, 60] }, { "A/r": [300, 60], "B/r": [100, 20] });
    for (const { task_mix } of decompose(cells)) expect(Math.abs(task_mix)).toBeLessThan(1e-15);
  });

  it("says that a task with more than the usual share brought a rise by growing", () => {
    const [a, b] = decompose(cellsOf({ A: [100, 80], B: [100, 10] }, { A: [200, 160], B: [100, 10] }));
    expect(a?.task_mix).toBeGreaterThan(0);
    expect(b?.task_mix).toBeGreaterThan(0);
  });

  it("has no change against a period without decisions", () => {
    const cells = [{ task: "A", router: "r", before: NONE, after: { decisions: 10, own: 5 } }];
    expect(total(cells)).toEqual({ task_mix: 0, router_mix: 0, within: 0, change: 0 });
    expect(total([])).toEqual({ task_mix: 0, router_mix: 0, within: 0, change: 0 });
  });
});
