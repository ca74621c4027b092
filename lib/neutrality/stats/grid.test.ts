import { describe, expect, it } from "vitest";
import { partitionColumns, partitionSteps } from "./evidence";
import { gridsOf, sumGrids } from "./grid";
import { trackCells } from "./process";
import { BINS, type Cell, gridBin, gridCell, poolBins, poolOnGrid, sumShown } from "./table";

/** A cell in columns, and the same with a list of bins. */
function twice(
  day: number,
  stratum: number,
  entries: readonly (readonly [number, number, number])[],
): [Cell, Cell] {
  const grid = { n: new Uint32Array(BINS), q: new Float64Array(BINS), x: new Uint32Array(BINS) };
  for (const [bin, n, x] of entries) {
    grid.n[bin] = n;
    grid.q[bin] = (n * (bin + 0.25)) / BINS;
    grid.x[bin] = x;
  }
  const cell = gridCell({ day, stratum, fit: 1, v: 2, dq: [1, -1] }, grid);
  const bins = entries.map(([bin, n, x]) => gridBin(bin, n, (n * (bin + 0.25)) / BINS, x));
  const { n, q, x, v, dq } = cell;
  return [cell, { day, stratum, fit: 1, bins, n, q, x, v, dq }];
}

const pairs = [
  twice(0, 1, [
    [3, 10, 1],
    [200, 7, 4],
    [511, 2, 2],
  ]),
  twice(0, 2, [[200, 5, 1]]),
  twice(1, 1, [
    [0, 4, 0],
    [17, 30, 3],
  ]),
];
const columns = pairs.map(([cell]) => cell);
const lists = pairs.map(([, cell]) => cell);

describe("bins in columns", () => {
  it("are listed where a list is asked for, and carry their totals", () => {
    for (const [at, cell] of columns.entries()) expect(cell).toEqual(lists[at]);
    expect(columns[0]).toMatchObject({ n: 19, x: 7 });
  });

  it("are pooled as lists are, also with lists among them", () => {
    expect(poolBins(columns)).toEqual(poolBins(lists));
    expect(poolBins([...columns.slice(1), lists[0] as Cell])).toEqual(
      poolBins([...lists.slice(1), lists[0] as Cell]),
    );
    expect(poolOnGrid(columns)).toEqual(poolOnGrid(lists));
    expect(sumShown(columns)).toEqual(sumShown(lists));
    expect(gridsOf([...columns, lists[0] as Cell])).toBeNull();
  });

  it("make the same steps and tracks", () => {
    for (const theta0 of [0, 0.05, -0.4])
      for (const sign of [1, -1] as const) {
        const steps = partitionColumns(sumGrids(gridsOf(columns) ?? []), { theta0, sign });
        expect(steps).toEqual(partitionSteps(poolBins(lists), { theta0, sign }));
        expect(trackCells(columns, { theta0, sign })).toEqual(trackCells(lists, { theta0, sign }));
      }
  });
});
