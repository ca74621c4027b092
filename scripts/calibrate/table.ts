import { BINS, type Bin, type Cell, gridBin } from "../../lib/neutrality/stats/table";

/** Collects decisions of one day, stratum and fit into a cell of the calibration table. */
export class CellSums {
  readonly #n = new Float64Array(BINS);
  readonly #q = new Float64Array(BINS);
  readonly #x = new Float64Array(BINS);
  readonly #dq: number[];
  #v = 0;

  /** `coefficients`: how many q was estimated with; 0 when it is known. */
  constructor(coefficients = 0) {
    this.#dq = Array.from({ length: coefficients }, () => 0);
  }

  add(q: number, x: number): void {
    const bin = Math.min(BINS - 1, Math.floor(BINS * q));
    this.#n[bin] = (this.#n[bin] ?? 0) + 1;
    this.#q[bin] = (this.#q[bin] ?? 0) + q;
    this.#x[bin] = (this.#x[bin] ?? 0) + x;
    this.#v += q * (1 - q);
  }

  /** Adds to the derivative of q by the p-th coefficient. */
  slope(p: number, value: number): void {
    this.#dq[p] = (this.#dq[p] ?? 0) + value;
  }

  /** The cell, null when it is empty; the sums begin anew. */
  take(day: number, stratum: number, fit: number): Cell | null {
    const cell = { day, stratum, fit, bins: [] as Bin[], n: 0, x: 0, q: 0, v: this.#v, dq: this.#dq.slice() };
    for (let index = 0; index < BINS; index += 1) {
      const n = this.#n[index] ?? 0;
      if (n === 0) continue;
      const [q, x] = [this.#q[index] ?? 0, this.#x[index] ?? 0];
      cell.bins.push(gridBin(index, n, q, x));
      cell.n += n;
      cell.q += q;
      cell.x += x;
    }
    for (const sums of [this.#n, this.#q, this.#x]) sums.fill(0);
    this.#dq.fill(0);
    this.#v = 0;
    return cell.n > 0 ? cell : null;
  }
}

/** Running sums of a table by bin, from which the pooled bins of any span of days follow. */
export class Spans {
  readonly #n: Float64Array;
  readonly #q: Float64Array;
  readonly #x: Float64Array;

  /** Cells by day, from day 0 on. */
  constructor(days: readonly (readonly Cell[])[]) {
    const size = (days.length + 1) * BINS;
    [this.#n, this.#q, this.#x] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    for (const [day, cells] of days.entries()) {
      for (const sums of [this.#n, this.#q, this.#x])
        sums.copyWithin((day + 1) * BINS, day * BINS, (day + 1) * BINS);
      for (const { bins } of cells)
        for (const bin of bins) {
          const at = (day + 1) * BINS + bin.key;
          this.#n[at] = (this.#n[at] ?? 0) + bin.n;
          this.#q[at] = (this.#q[at] ?? 0) + bin.sum_q;
          this.#x[at] = (this.#x[at] ?? 0) + bin.sum_x;
        }
    }
  }

  /** The pooled bins of the days `first` to `last`, both included, and their focal choices. */
  pool(first: number, last: number): { bins: Bin[]; x: number } {
    const bins: Bin[] = [];
    let all = 0;
    for (let bin = 0; bin < BINS; bin += 1) {
      const [from, to] = [first * BINS + bin, (last + 1) * BINS + bin];
      const n = (this.#n[to] ?? 0) - (this.#n[from] ?? 0);
      if (n === 0) continue;
      const x = (this.#x[to] ?? 0) - (this.#x[from] ?? 0);
      all += x;
      bins.push(gridBin(bin, n, (this.#q[to] ?? 0) - (this.#q[from] ?? 0), x));
    }
    return { bins, x: all };
  }
}
