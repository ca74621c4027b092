/** Bins of one table on the grid of 512, in columns: how many decisions each has, and the sums of their q and of their x. */
export type Grid = { n: Uint32Array; q: Float64Array; x: Uint32Array };

const grids = new WeakMap<object, Grid>();

/** Remembers what an object's bins come from: columns are added up many times faster than lists of bins. */
export const keepGrid = (of: object, grid: Grid): void => void grids.set(of, grid);

/** The columns behind every one of these objects; null where some has none. */
export function gridsOf(objects: readonly object[]): Grid[] | null {
  const found: Grid[] = [];
  for (const one of objects) {
    const grid = grids.get(one);
    if (!grid) return null;
    found.push(grid);
  }
  return found;
}

export type Columns = { readonly [name in keyof Grid]: ArrayLike<number> };

const SIZE = 512;
const sums = { n: new Float64Array(SIZE), q: new Float64Array(SIZE), x: new Float64Array(SIZE) };

/** The sums of tables, bin by bin; good until the next are asked for, since they are asked for often. */
export function sumGrids(all: readonly Grid[]): Columns {
  const [first] = all;
  if (first && all.length === 1) return first;
  const { n, q, x } = sums;
  n.fill(0);
  q.fill(0);
  x.fill(0);
  for (const grid of all)
    for (let bin = 0; bin < SIZE; bin += 1) {
      n[bin] = (n[bin] ?? 0) + (grid.n[bin] ?? 0);
      q[bin] = (q[bin] ?? 0) + (grid.q[bin] ?? 0);
      x[bin] = (x[bin] ?? 0) + (grid.x[bin] ?? 0);
    }
  return sums;
}
