import type { Grid } from "../stats/grid";
import { BINS } from "../stats/table";
import type { PackedBins } from "./schema";

type Numbers = Uint16Array | Uint32Array | Float64Array;

const textOf = ({ buffer, byteOffset, byteLength }: Numbers): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/**
 * Bins of the grid as they are stored: the filled ones' places, and in the same order their decisions and the sums of q and
 * of x, each list the bytes of its numbers (lowest first) in base64. As decimals they are twice as long, and both sides
 * take longer to write and read them than to measure the day.
 */
export function packGrid({ n, q, x }: Grid): PackedBins {
  let filled = 0;
  for (let bin = 0; bin < BINS; bin += 1) if ((n[bin] ?? 0) > 0) filled += 1;
  const keys = new Uint16Array(filled);
  const ns = new Uint32Array(filled);
  const qs = new Float64Array(filled);
  const xs = new Uint32Array(filled);
  let at = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    if ((n[bin] ?? 0) === 0) continue;
    keys[at] = bin;
    ns[at] = n[bin] ?? 0;
    qs[at] = q[bin] ?? 0;
    xs[at] = x[bin] ?? 0;
    at += 1;
  }
  return { kind: "packed", keys: textOf(keys), ns: textOf(ns), qs: textOf(qs), xs: textOf(xs) };
}

function bytesOf(text: string, size: number, count?: number): DataView {
  const { buffer, byteOffset, byteLength } = Buffer.from(text, "base64");
  if (byteLength % size !== 0 || (count !== undefined && byteLength !== size * count))
    throw new Error("A day's bins are not as many as their places.");
  return new DataView(buffer, byteOffset, byteLength);
}

/** The same as they stand in memory. Throws where the lists are not of one length, or a place lies beyond the grid. */
export function unpackGrid({ keys, ns, qs, xs }: PackedBins): Grid {
  const places = bytesOf(keys, 2);
  const count = places.byteLength / 2;
  const [counts, sums, won] = [bytesOf(ns, 4, count), bytesOf(qs, 8, count), bytesOf(xs, 4, count)];
  const grid = { n: new Uint32Array(BINS), q: new Float64Array(BINS), x: new Uint32Array(BINS) };
  for (let at = 0; at < count; at += 1) {
    const bin = places.getUint16(2 * at, true);
    if (bin >= BINS) throw new Error(`There is no bin ${bin}.`);
    grid.n[bin] = counts.getUint32(4 * at, true);
    grid.q[bin] = sums.getFloat64(8 * at, true);
    grid.x[bin] = won.getUint32(4 * at, true);
  }
  return grid;
}
