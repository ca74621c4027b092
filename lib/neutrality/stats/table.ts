/** Bins of the expected probability q in a calibration table. */
export const BINS = 512;

/**
 * Decisions of one bin of q: how many, the sums of their q and of their outcomes x (1 where a focal model was
 * chosen). `low` and `high` are the bin's edges; equal edges mean that every q is exactly that. Bins of one table
 * with the same `key` are the same bin: its number on the grid, or the exact q.
 */
export type Bin = { key: number; low: number; high: number; n: number; sum_q: number; sum_x: number };

/**
 * One group of the calibration table: decisions of one day (index from the first of the window), stratum and fit.
 * `v` is the sum of q (1 - q); `dq` the sum of the derivative of q by each coefficient, empty when q is known.
 */
export type Cell = {
  day: number;
  stratum: number;
  fit: number;
  bins: readonly Bin[];
  n: number;
  x: number;
  q: number;
  v: number;
  dq: readonly number[];
};

/** N, X, Q and V of cells. */
export type Totals = { n: number; x: number; q: number; v: number };

/** A bin of the 512-bin grid. Bin 511 is closed at 1. */
export const gridBin = (index: number, n: number, sum_q: number, sum_x: number): Bin => ({
  key: index,
  low: index / BINS,
  high: (index + 1) / BINS,
  n,
  sum_q,
  sum_x,
});

/** A bin whose decisions all have the same, known q. */
export const exactBin = (n: number, mean: number, sum_x = 0): Bin => ({
  key: mean,
  low: mean,
  high: mean,
  n,
  sum_q: n * mean,
  sum_x,
});

/** Mean q of a bin. Rounding of the sum cannot carry it over an edge. */
export const binMean = (bin: Bin): number => Math.min(bin.high, Math.max(bin.low, bin.sum_q / bin.n));

/** N, X, Q and V, all additive. */
export function sumCells(cells: Iterable<Totals>): Totals {
  const total = { n: 0, x: 0, q: 0, v: 0 };
  for (const cell of cells) {
    total.n += cell.n;
    total.x += cell.x;
    total.q += cell.q;
    total.v += cell.v;
  }
  return total;
}

/** The bins of several cells, merged by key, in order of q. */
export function poolBins(cells: Iterable<Pick<Cell, "bins">>): Bin[] {
  const pooled = new Map<number, Bin>();
  for (const cell of cells)
    for (const bin of cell.bins) {
      const found = pooled.get(bin.key);
      if (!found) pooled.set(bin.key, { ...bin });
      else {
        found.n += bin.n;
        found.sum_q += bin.sum_q;
        found.sum_x += bin.sum_x;
      }
    }
  return [...pooled.values()].sort((a, b) => a.key - b.key);
}

/** Cells in groups, each group in the order of its first cell. */
export function groupCells<K>(cells: Iterable<Cell>, keyOf: (cell: Cell) => K): Map<K, Cell[]> {
  const groups = new Map<K, Cell[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  return groups;
}
