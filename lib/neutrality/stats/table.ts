import { type Arms, momentsOf } from "./arms";
import { Fold, lasts } from "./fold";
import { type Columns, type Grid, isInColumns, keepGrid, poolGrids } from "./grid";

/** Bins of the expected probability q in a calibration table. */
export const BINS = 512;

/**
 * Decisions of one bin of q: how many, the sums of their q and of their outcomes x (1 where a focal model was
 * chosen). `low` and `high` are the bin's edges; equal edges mean that every q is exactly that. Bins of one table
 * with the same `key` are the same bin: its number on the grid, or the exact q. With `arms` the decisions are those of
 * production in tables of an experiment: what is expected follows from both arms, and there is no q.
 */
export type Bin = {
  key: number;
  low: number;
  high: number;
  n: number;
  sum_q: number;
  sum_x: number;
  arms?: readonly Arms[] | undefined;
};

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

function binsOf({ n, q, x }: Columns): Bin[] {
  const bins: Bin[] = [];
  for (let index = 0; index < n.length; index += 1)
    if ((n[index] ?? 0) > 0) bins.push(gridBin(index, n[index] ?? 0, q[index] ?? 0, x[index] ?? 0));
  return bins;
}

/** A cell whose bins stand in columns. A list of them is made where one is asked for: few ask, and they are many. */
export function gridCell(place: Pick<Cell, "day" | "stratum" | "fit" | "v" | "dq">, grid: Grid): Cell {
  let bins: Bin[] | null = null;
  const sum = (values: Uint32Array | Float64Array): number => {
    let total = 0;
    for (let index = 0; index < values.length; index += 1) total += values[index] ?? 0;
    return total;
  };
  const cell = {
    ...place,
    get bins(): Bin[] {
      bins ??= binsOf(grid);
      return bins;
    },
    n: sum(grid.n),
    q: sum(grid.q),
    x: sum(grid.x),
  };
  keepGrid(cell, grid);
  return cell;
}

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

const ARMS = -1;

/** Tables of an experiment: n counts production's decisions, sum_q those expected to be focal if both arms choose alike. */
export function armsBin(arms: readonly Arms[]): Bin {
  const sum = (value: (table: Arms) => number) => arms.reduce((total, table) => total + value(table), 0);
  const n = sum(({ n_a }) => n_a);
  const sum_q = sum((table) => momentsOf(table).mean);
  const share = sum_q / n;
  return { key: ARMS, low: share, high: share, n, sum_q, sum_x: sum(({ x_a }) => x_a), arms };
}

/** Mean q of a bin. Rounding of the sum cannot carry it over an edge. */
export const binMean = (bin: Bin): number => Math.min(bin.high, Math.max(bin.low, bin.sum_q / bin.n));

const none = (): Totals => ({ n: 0, x: 0, q: 0, v: 0 });

function addTotals(total: Totals, cell: Totals): void {
  total.n += cell.n;
  total.x += cell.x;
  total.q += cell.q;
  total.v += cell.v;
}

const totals = new Fold<Totals, Totals>(addTotals);

/** N, X, Q and V, all additive. */
export const sumCells = (cells: readonly Totals[]): Totals =>
  lasts(cells) ? { ...totals.of(cells, none) } : sumFew(cells);

/** The same of cells that are not asked for again. */
export function sumFew(cells: Iterable<Totals>): Totals {
  const total = none();
  for (const cell of cells) addTotals(total, cell);
  return total;
}

/**
 * N, X, Q and V as they are shown, all additive: Q what a neutral router would have given, V its variance. Where q is
 * known these are the sums. In an experiment Q of the law holds a part of production's own tilt, since it is the
 * expectation given both arms; shown is how often production would have chosen the focus at the blind copy's share of each
 * day and stratum. x - q is n / n_b times x - Q then, and V grows with the square.
 */
export function sumShown(cells: readonly Cell[]): Totals {
  const shown = sumCells(cells);
  if (lasts(cells) && poolGrids(cells)) return shown;
  for (const cell of cells) {
    // No bin in columns is one of an experiment.
    if (isInColumns(cell)) continue;
    const { bins } = cell;
    // A table with q has some hundred bins a cell: the first says whether there are tables of an experiment.
    if (!bins[0]?.arms) continue;
    for (const { arms } of bins)
      for (const table of arms ?? []) {
        const { mean, variance } = momentsOf(table);
        const scale = (table.n_a + table.n_b) / table.n_b;
        shown.q += (table.n_a * table.x_b) / table.n_b - mean;
        shown.v += (scale * scale - 1) * variance;
      }
  }
  return shown;
}

/** Lists are merged by so many at a time, and what they come to is remembered with the first: windows grow at their end. */
const CHUNK = 16;

type Bins = readonly Bin[];
type Chunk = { lists: readonly Bins[]; pooled: Bins };
const chunks = new WeakMap<Bins, Chunk[]>();
const MOST_CHUNKS = 4;

function poolChunk(lists: readonly Bins[]): Bins {
  const [first] = lists;
  if (!first || lists.length < CHUNK) return mergeBins(lists);
  const known = chunks.get(first) ?? [];
  const found = known.find((chunk) => lists.every((bins, at) => chunk.lists[at] === bins));
  if (found) return found.pooled;
  const pooled = mergeBins(lists);
  chunks.set(first, [{ lists, pooled }, ...known].slice(0, MOST_CHUNKS));
  return pooled;
}

/** Chunks, then chunks of chunks: of whole ones nothing is added up again, what is left over stays for the last merge. */
function poolLists(lists: readonly Bins[]): Bins[] {
  if (lists.length <= CHUNK) return [...lists];
  const whole = Math.floor(lists.length / CHUNK);
  const parts = Array.from({ length: whole }, (_, at) =>
    poolChunk(lists.slice(at * CHUNK, (at + 1) * CHUNK)),
  );
  return [...poolLists(parts), ...lists.slice(whole * CHUNK)];
}

/** The bins of several cells, merged by key, in order of q. */
export function poolBins(cells: Iterable<Pick<Cell, "bins">>): Bin[] {
  const all = [...cells];
  const pooled = poolGrids(all);
  return pooled ? binsOf(pooled) : mergeBins(poolLists(all.map(({ bins }) => bins)));
}

const isGrid = ({ low, high }: Bin): boolean => high > low;

function mergeBins(lists: readonly Bins[]): Bin[] {
  // A list is of one kind: where it is of the grid, places are found without looking for them.
  if (lists.every(([first]) => first === undefined || isGrid(first))) return mergeGrid(lists);
  const pooled = new Map<number, Bin>();
  const tables: Arms[] = [];
  for (const bins of lists)
    for (const bin of bins) {
      const found = pooled.get(bin.key);
      if (bin.arms) for (const table of bin.arms) tables.push(table);
      else if (!found) pooled.set(bin.key, { ...bin });
      else {
        found.n += bin.n;
        found.sum_q += bin.sum_q;
        found.sum_x += bin.sum_x;
      }
    }
  const merged = [...pooled.values()].sort((a, b) => a.key - b.key);
  return tables.length > 0 ? [armsBin(tables), ...merged] : merged;
}

/** With fewer bins than these it takes longer to go through the grid than to sort them. */
const FEW_BINS = 96;

/** Of a few bins, in the order of the grid. */
function mergeFew(lists: readonly Bins[]): Bin[] {
  const pooled = new Map<number, Bin>();
  for (const bins of lists)
    for (const bin of bins) {
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

function mergeGrid(lists: readonly Bins[]): Bin[] {
  if (lists.reduce((sum, bins) => sum + bins.length, 0) < FEW_BINS) return mergeFew(lists);
  const pooled: (Bin | undefined)[] = Array.from({ length: BINS });
  for (const bins of lists)
    for (const bin of bins) {
      const found = pooled[bin.key];
      if (!found) pooled[bin.key] = { ...bin };
      else {
        found.n += bin.n;
        found.sum_q += bin.sum_q;
        found.sum_x += bin.sum_x;
      }
    }
  return pooled.filter((bin) => bin !== undefined);
}

/** The decisions of several cells on the 512-bin grid, whatever their baseline knows of q: a picture, for the eye. */
export const poolOnGrid = (cells: Iterable<Pick<Cell, "bins">>): Bin[] =>
  poolBins([{ bins: poolBins(cells).flatMap(onGrid) }]);

function onGrid(bin: Bin): Bin[] {
  if (bin.arms) return bin.arms.flatMap((table) => onGrid({ ...armsBin([table]), arms: undefined }));
  if (bin.high > bin.low) return [bin];
  return [gridBin(Math.min(BINS - 1, Math.floor(BINS * bin.low)), bin.n, bin.sum_q, bin.sum_x)];
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
