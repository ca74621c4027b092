import { describe, expect, it } from "vitest";
import type { Grid } from "../stats/grid";
import { BINS, exactBin, gridBin, gridCell } from "../stats/table";
import { cellOf, keepCell, packDay } from "./keep";
import { packGrid, unpackGrid } from "./pack";

const grid = (): Grid => {
  const made = { n: new Uint32Array(BINS), q: new Float64Array(BINS), x: new Uint32Array(BINS) };
  for (const [bin, n, q, x] of [
    [0, 1, 0.001, 0],
    [7, 70_000, 1000.1, 69_999],
    [BINS - 1, 3, 2.999999999999, 3],
  ] as const) {
    made.n[bin] = n;
    made.q[bin] = q;
    made.x[bin] = x;
  }
  return made;
};
const PLACE = { day: 3, stratum: 2, fit: 1 };
const cell = gridCell({ ...PLACE, v: 1.5, dq: [0.1, -0.2] }, grid());

describe("bins in base64", () => {
  it("come back to the last bit", () => {
    const packed = packGrid(grid());
    expect(unpackGrid(packed)).toEqual(grid());
    // Places are two bytes, counts four, sums eight, the lowest first.
    expect(Buffer.from(packed.keys, "base64")).toEqual(Buffer.from([0, 0, 7, 0, 255, 1]));
    expect(Buffer.from(packed.ns, "base64").readUInt32LE(4)).toBe(70_000);
    expect(Buffer.from(packed.qs, "base64").readDoubleLE(16)).toBe(2.999999999999);
    expect(Buffer.from(packed.xs, "base64").readUInt32LE(4)).toBe(69_999);
  });

  it("are refused where lists are of several lengths, or a place is none", () => {
    const packed = packGrid(grid());
    expect(() => unpackGrid({ ...packed, xs: packed.ns.slice(0, 4) })).toThrow("not as many");
    expect(() => unpackGrid({ ...packed, keys: Buffer.from([1]).toString("base64") })).toThrow("not as many");
    const beyond = Buffer.from([0, 0, 7, 0, 0, 2]).toString("base64");
    expect(() => unpackGrid({ ...packed, keys: beyond })).toThrow("no bin 512");
  });
});

describe("a cell that is kept", () => {
  it("comes back the same from the store and from memory", () => {
    const kept = keepCell(cell);
    expect(kept.bins.kind).toBe("packed");
    const stored = JSON.parse(JSON.stringify(kept));
    expect(cellOf(stored, PLACE)).toEqual(cell);
    const sums = { keys: [], sums: [], alone: 0 };
    const clusters = { tenants: sums, sessions: null, sum: 0 };
    const [packed] = packDay({ cells: [stored], clusters }).cells;
    expect(packed.bins.kind).toBe("columns");
    expect(cellOf(packed, PLACE)).toEqual(cell);
  });

  it("is packed whether its bins stand in columns or in a list", () => {
    const listed = {
      ...PLACE,
      v: 1.5,
      dq: [0.1, -0.2],
      bins: [...cell.bins],
      n: cell.n,
      x: cell.x,
      q: cell.q,
    };
    expect(keepCell(listed)).toEqual(keepCell(cell));
  });

  it("is read as it was stored before it was packed", () => {
    const bins = {
      kind: "grid" as const,
      keys: [0, 7, BINS - 1],
      ...{ ns: [1, 70_000, 3], qs: [0.001, 1000.1, 2.999999999999], xs: [0, 69_999, 3] },
    };
    expect(cellOf({ bins, v: 1.5, dq: [0.1, -0.2] }, PLACE)).toEqual(cell);
  });

  it("of exactly known q stays a list of shares", () => {
    const bins = [exactBin(4, 0.25, 1), exactBin(2, 0.5, 2)];
    const kept = keepCell({ ...PLACE, bins, n: 6, x: 3, q: 2, v: 1.25, dq: [] });
    expect(kept.bins).toEqual({ kind: "exact", keys: [0.25, 0.5], ns: [4, 2], xs: [1, 2] });
    expect(
      keepCell({ ...PLACE, bins: [gridBin(3, 1, 0.007, 0)], n: 1, x: 0, q: 0.007, v: 0, dq: [] }).bins.kind,
    ).toBe("packed");
  });
});
