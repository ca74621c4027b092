import { unpackGrid } from "../../pack";
import type { KeptCell } from "../../schema";

/** Numbers to nine digits, and lists in one order where the engine gives them in any. */
const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) => {
      if (typeof part === "number") return Number(part.toPrecision(9)) + 0;
      if (part instanceof Map) return [...part.entries()];
      if (key === "choices" && Array.isArray(part))
        return part.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
      return part;
    }),
  );

/** Places at which the two differ, the first of them: a whole table beside another is nothing to look at. */
export function differencesOf(found: unknown, wanted: unknown): string[] {
  const walk = (a: unknown, b: unknown, at: string): string[] => {
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
      return a === b ? [] : [`${at}: ${JSON.stringify(a)} for ${JSON.stringify(b)}`];
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => walk(Reflect.get(a, key), Reflect.get(b, key), `${at}/${key}`));
  };
  return walk(plain(found), plain(wanted), "").slice(0, 10);
}

/** Cells with their bins as numbers in order of their place, as nothing hangs on it. */
export const unpackCells = (cells: readonly KeptCell[]) =>
  cells.map(({ bins, ...cell }) => {
    if (bins.kind !== "packed") throw new Error("Bins of the grid are packed.");
    const { n, q, x } = unpackGrid(bins);
    const filled = Array.from(n.keys()).filter((place) => n[place] !== 0);
    return { ...cell, bins: filled.map((place) => [place, n[place], q[place], x[place]]) };
  });
