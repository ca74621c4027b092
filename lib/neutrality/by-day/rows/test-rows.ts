import { BINS, type Cell, gridCell } from "../../stats/table";
import { ENOUGH_TENANTS, keptSessions } from "../clusters-sql";
import type { KeptClusters } from "../schema";
import type { Comparable } from "./tally-rows";

type Coefficients = ReadonlyMap<number, readonly number[]>;

/**
 * A decision's expectation, filled in again and again: q and q (1 - q), and the derivatives of q. Beside them what it is
 * worked out with: weights of candidates, and sums of weight times covariate over all candidates and over focal ones.
 */
type Expected = {
  found: Float64Array;
  dq: Float64Array;
  weights: Float64Array;
  all: Float64Array;
  mine: Float64Array;
};
const [Q, V] = [0, 1] as const;

/** Sums over the tested decisions of one stratum and fit. */
class CellSums {
  readonly ns = new Float64Array(BINS);
  readonly qs = new Float64Array(BINS);
  readonly xs = new Float64Array(BINS);
  readonly dq: Float64Array;
  readonly stratum: number;
  readonly fit: number;
  // Numbers that change with every decision stand in arrays: as fields each would be an object of its own.
  readonly v = new Float64Array(1);

  constructor(stratum: number, fit: number, size: number) {
    [this.stratum, this.fit, this.dq] = [stratum, fit, new Float64Array(size)];
  }

  add({ found, dq }: Expected, won: number): void {
    const q = found[Q] ?? 0;
    const bin = Math.min(BINS - 1, Math.floor(BINS * q));
    this.ns[bin] = (this.ns[bin] ?? 0) + 1;
    this.qs[bin] = (this.qs[bin] ?? 0) + q;
    this.xs[bin] = (this.xs[bin] ?? 0) + won;
    this.v[0] = (this.v[0] ?? 0) + (found[V] ?? 0);
    for (let k = 0; k < dq.length; k += 1) this.dq[k] = (this.dq[k] ?? 0) + (dq[k] ?? 0);
  }

  toCell(): Cell {
    const { stratum, fit, v, dq, ns, qs, xs } = this;
    const grid = { n: Uint32Array.from(ns), q: qs, x: Uint32Array.from(xs) };
    return gridCell({ day: 0, stratum, fit, v: v[0] ?? 0, dq: [...dq] }, grid);
  }
}

const compare = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

type Sums = { keys: string[]; sums: number[]; alone: number };

/** Residuals by cluster; those that name none are one by itself each. */
class ClusterSums {
  readonly #sums = new Map<string, number>();
  #alone = 0;

  add(key: string, residual: number): void {
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + residual);
  }

  addAlone(residual: number): void {
    this.#alone += residual * residual;
  }

  /** In the order of the keys as numbers. */
  kept(): Sums {
    const keys = [...this.#sums.keys()];
    // Of two that come out as one number, being longer than it is exact, the text decides.
    const sizes = Float64Array.from(keys, Number);
    const order = Array.from(keys, (_, at) => at).sort((a, b) => {
      const [size, other] = [sizes[a] ?? 0, sizes[b] ?? 0];
      return size - other || compare(keys[a] ?? "", keys[b] ?? "");
    });
    const sorted = order.map((at) => keys[at] ?? "");
    return { keys: sorted, sums: sorted.map((key) => this.#sums.get(key) ?? 0), alone: this.#alone };
  }
}

/** q of the candidates from `start` to `end` by a fit's coefficients, as `expectation` has it. */
function expect(
  { own, apart }: Comparable,
  start: number,
  end: number,
  b: readonly number[],
  expected: Expected,
): void {
  if (end - start > expected.weights.length) expected.weights = new Float64Array(2 * (end - start));
  const { weights, dq, found, all, mine } = expected;
  const size = dq.length;
  let top = Number.NEGATIVE_INFINITY;
  let place = start * size;
  for (let at = start; at < end; at += 1) {
    let utility = 0;
    for (let k = 0; k < size; k += 1) utility += (b[k] ?? 0) * (apart[place + k] ?? 0);
    place += size;
    weights[at - start] = utility;
    if (utility > top) top = utility;
  }
  for (let k = 0; k < size; k += 1) {
    all[k] = 0;
    mine[k] = 0;
  }
  let partners = 0;
  let focals = 0;
  place = start * size;
  for (let at = start; at < end; at += 1) {
    const weight = Math.exp((weights[at - start] ?? 0) - top);
    const focal = own[at] === 1;
    if (focal) focals += weight;
    else partners += weight;
    for (let k = 0; k < size; k += 1) {
      const moment = weight * (apart[place + k] ?? 0);
      all[k] = (all[k] ?? 0) + moment;
      if (focal) mine[k] = (mine[k] ?? 0) + moment;
    }
    place += size;
  }
  const whole = partners + focals;
  const q = focals / whole;
  found[Q] = q;
  found[V] = q * (partners / whole);
  for (let k = 0; k < size; k += 1) dq[k] = ((mine[k] ?? 0) - q * (all[k] ?? 0)) / whole;
}

const PAIR = 65_536;

/** Residuals of tested decisions, in the order of a part's comparable ones; NaN for those without a fit. */
type Residuals = { of: Comparable; values: Float64Array };

export type TestedRows = { cells: Cell[]; clusters: KeptClusters | null };

/** The calibration table and the residuals of a day's tested decisions by so many covariates; no clusters where none is tested. */
export function testRows(
  comparable: readonly Comparable[],
  coefficients: Coefficients,
  covariates: number,
): TestedRows {
  const cells = new Map<number, CellSums>();
  const size = covariates;
  const expected: Expected = {
    ...{ found: new Float64Array(2), dq: new Float64Array(size), weights: new Float64Array(32) },
    ...{ all: new Float64Array(size), mine: new Float64Array(size) },
  };
  const residuals = comparable.map((of): Residuals => {
    const { rows, won, ends, part } = of;
    const values = new Float64Array(rows.length).fill(Number.NaN);
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      const fit = part.fit[row] ?? 0;
      const b = coefficients.get(fit);
      if (!b) continue;
      expect(of, at === 0 ? 0 : (ends[at - 1] ?? 0), ends[at] ?? 0, b, expected);
      const stratum = part.stratum[row] ?? 0;
      const key = stratum * PAIR + fit;
      let cell = cells.get(key);
      if (!cell) {
        cell = new CellSums(stratum, fit, size);
        cells.set(key, cell);
      }
      const x = won[at] ?? 0;
      cell.add(expected, x);
      values[at] = x - (expected.found[Q] ?? 0);
    }
    return { of, values };
  });
  return {
    cells: [...cells.values()]
      .map((cell) => cell.toCell())
      .sort((a, b) => a.stratum - b.stratum || a.fit - b.fit),
    clusters: cells.size > 0 ? clustersOf(residuals) : null,
  };
}

function clustersOf(residuals: readonly Residuals[]): KeptClusters {
  const tenants = new ClusterSums();
  let total = 0;
  for (const { of, values } of residuals) total += addTenants(tenants, of, values);
  const by_tenant = tenants.kept();
  const few = by_tenant.keys.length < ENOUGH_TENANTS;
  return { tenants: by_tenant, sessions: few ? keptSessions(bySession(residuals)) : null, sum: total };
}

/** Adds a part's residuals, first by the places of its words; returns their sum. */
function addTenants(tenants: ClusterSums, { rows, part }: Comparable, values: Float64Array): number {
  const { words, at: places } = part.columns.tenant;
  const sums = new Float64Array(words.length);
  const named = new Uint8Array(words.length);
  let total = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const residual = values[at] ?? Number.NaN;
    if (Number.isNaN(residual)) continue;
    const place = places[rows[at] ?? 0] ?? 0;
    total += residual;
    if (words[place] === "0") tenants.addAlone(residual);
    else {
      sums[place] = (sums[place] ?? 0) + residual;
      named[place] = 1;
    }
  }
  for (const [place, word] of words.entries()) if (named[place] === 1) tenants.add(word, sums[place] ?? 0);
  return total;
}

function bySession(residuals: readonly Residuals[]): Sums {
  const sessions = new ClusterSums();
  for (const { of, values } of residuals)
    for (const [at, residual] of values.entries()) {
      if (Number.isNaN(residual)) continue;
      const session = of.part.columns.session.text(of.rows[at] ?? 0);
      if (session === "0") sessions.addAlone(residual);
      else sessions.add(session, residual);
    }
  return sessions.kept();
}
