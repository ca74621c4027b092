import { Fold, lasts } from "./fold";

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

/** Whether an object's bins come from columns. */
export const isInColumns = (one: object | undefined): boolean => one !== undefined && grids.has(one);

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
  for (const grid of all) addGrid(sums, grid);
  return sums;
}

function addGrid({ n, q, x }: Record<keyof Grid, Float64Array>, grid: Grid): void {
  for (let bin = 0; bin < SIZE; bin += 1) {
    n[bin] = (n[bin] ?? 0) + (grid.n[bin] ?? 0);
    q[bin] = (q[bin] ?? 0) + (grid.q[bin] ?? 0);
    x[bin] = (x[bin] ?? 0) + (grid.x[bin] ?? 0);
  }
}

type Pooled = { whole: boolean; sums: Record<keyof Grid, Float64Array> };

const newPooled = (): Pooled => ({
  whole: true,
  sums: { n: new Float64Array(SIZE), q: new Float64Array(SIZE), x: new Float64Array(SIZE) },
});

const pools = new Fold<object, Pooled>((pooled, one) => {
  const grid = grids.get(one);
  if (!grid) pooled.whole = false;
  else if (pooled.whole) addGrid(pooled.sums, grid);
});

/**
 * The sums of the columns behind objects, bin by bin; null where some has none. Of a list that lasts and has grown at its
 * end only what is new is added. Good until sums are asked for again.
 */
export function poolGrids(objects: readonly object[]): Columns | null {
  if (!lasts(objects)) {
    const all = gridsOf(objects);
    return all && sumGrids(all);
  }
  const { whole, sums: pooled } = pools.of(objects, newPooled);
  return whole ? pooled : null;
}
