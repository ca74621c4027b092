import { describe, expect, it } from "vitest";
import { seeded } from "@/lib/testing/random";
import { deflateCells } from "./deflator";
import { Fold, lasts, willLast } from "./fold";
import type { Grid } from "./grid";
import { type Track, termsAt, trackCells } from "./process";
import { listStarts } from "./starts";
import { BINS, type Cell, gridCell, poolBins, sumCells, sumShown } from "./table";

type Item = { value: number };
const items = (...values: number[]): Item[] => values.map((value) => ({ value }));

function counting() {
  let added = 0;
  const fold = new Fold<Item, { sum: number }>((state, { value }) => {
    added += 1;
    if (value < 0) throw new Error("negative");
    state.sum += value;
  });
  const sum = (list: readonly Item[], name?: string) => fold.of(list, () => ({ sum: 0 }), name).sum;
  return { sum, added: () => added };
}

describe("a fold", () => {
  it("goes on with a list that has grown, and begins anew with any other", () => {
    const { sum, added } = counting();
    const list = items(1, 2, 3);
    expect([sum(list), added()]).toEqual([6, 3]);
    list.push(...items(4));
    expect([sum(list), added()]).toEqual([10, 4]);
    const [first, , ...rest] = list;
    const revised = [...(first ? [first] : []), ...items(5), ...rest];
    expect([sum(revised), added()]).toEqual([13, 8]);
    // Both are remembered, and a shorter one is none of them.
    expect([sum(list), sum(revised), added()]).toEqual([10, 13, 8]);
    expect([sum(list.slice(0, 2)), added()]).toEqual([3, 10]);
    expect([sum([]), added()]).toEqual([0, 10]);
  });

  it("keeps what hangs on something else apart", () => {
    const { sum, added } = counting();
    const list = items(1, 2);
    expect([sum(list, "one"), sum(list, "two"), added()]).toEqual([3, 3, 4]);
  });

  it("leaves no half behind where something throws", () => {
    const { sum } = counting();
    const list = items(1, 2);
    sum(list);
    const [bad] = items(-1);
    if (!bad) throw new Error("It is there.");
    expect(() => sum([...list, bad])).toThrow("negative");
    bad.value = 3;
    expect(sum([...list, bad])).toBe(6);
  });
});

const random = seeded(7);
const grid = (): Grid => {
  const made = { n: new Uint32Array(BINS), q: new Float64Array(BINS), x: new Uint32Array(BINS) };
  for (let bin = 0; bin < BINS; bin += 3) {
    const n = 1 + Math.floor(9 * random());
    made.n[bin] = n;
    made.q[bin] = (n * (bin + random())) / BINS;
    made.x[bin] = Math.floor((n + 1) * random());
  }
  return made;
};
const cellsOf = (days: number): Cell[] =>
  Array.from({ length: 2 * days }, (_, at) => {
    const dq = [random() - 0.5, random() - 0.5];
    return gridCell(
      { day: Math.floor(at / 2), stratum: 1, fit: 1 + (at % 2), v: 100 * random(), dq },
      grid(),
    );
  });

const COVARIANCE = {
  inverse_hessian: [
    [1, 0.1],
    [0.1, 2],
  ],
  robust: [
    [2, 0.3],
    [0.3, 1],
  ],
};
const DEFLATION = {
  phi: 1.3,
  covariances: new Map([
    [1, COVARIANCE],
    [2, COVARIANCE],
  ]),
};
const HYPOTHESIS = { theta0: Math.log(1.05), sign: 1 } as const;

/** Each start's part of the evidence over these cells, in order of the starts. */
const logTerms = (track: Track): number[] =>
  termsAt(track, listStarts([0, 5, 11], 40), DEFLATION, track.days.length).map(({ log_term }) => log_term);

/** All that a judgement takes from a list of cells. */
const told = (cells: readonly Cell[]) => ({
  bins: poolBins(cells),
  totals: sumCells(cells),
  shown: sumShown(cells),
  spread: deflateCells(cells, DEFLATION),
  days: trackCells(cells, HYPOTHESIS).days.map(({ gradients, ...day }) => ({
    ...day,
    g: [...gradients],
  })),
  terms: logTerms(trackCells(cells, HYPOTHESIS)),
});

describe("cells that come again", () => {
  it("come to the same, to the last bit, as those that do not, while their list grows", () => {
    const cells = cellsOf(40);
    // The same cells, of which nothing is remembered.
    const twins = cells.map((cell) => gridCell(cell, gridOfCell(cell)));
    cells.forEach(willLast);
    expect([lasts(cells), lasts(twins)]).toEqual([true, false]);
    for (let upto = 1; upto <= cells.length; upto += 1)
      expect(told(cells.slice(0, upto))).toEqual(told(twins.slice(0, upto)));
    // A span that begins later, and a day that was measured again.
    expect(told(cells.slice(20))).toEqual(told(twins.slice(20)));
    const [fresh] = cellsOf(1);
    if (!fresh) throw new Error("It is there.");
    const revised = { ...fresh, day: 15 };
    const place = <T>(list: readonly T[], one: T) => list.map((cell, at) => (at === 30 ? one : cell));
    const other = gridCell(revised, gridOfCell(fresh));
    expect(told(place(cells, willLast(gridCell(revised, gridOfCell(fresh)))))).toEqual(
      told(place(twins, other)),
    );
  });

  it("leave what was followed before as it was", () => {
    const cells = cellsOf(12);
    cells.forEach(willLast);
    // Of the last day one cell of two has come.
    const early = trackCells(cells.slice(0, 19), HYPOTHESIS);
    const before = logTerms(early);
    trackCells(cells, HYPOTHESIS);
    expect(logTerms(early)).toEqual(before);
    expect(logTerms(trackCells(cells.slice(0, 20), HYPOTHESIS))).not.toEqual(before);
  });

  it("come to the same where their days go back", () => {
    const cells = cellsOf(6).reverse();
    const twins = cells.map((cell) => gridCell(cell, gridOfCell(cell)));
    cells.forEach(willLast);
    expect(told(cells)).toEqual(told(twins));
  });
});

function gridOfCell(cell: Cell): Grid {
  const made = { n: new Uint32Array(BINS), q: new Float64Array(BINS), x: new Uint32Array(BINS) };
  for (const { key, n, sum_q, sum_x } of cell.bins) {
    made.n[key] = n;
    made.q[key] = sum_q;
    made.x[key] = sum_x;
  }
  return made;
}
