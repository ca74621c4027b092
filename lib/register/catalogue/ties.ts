import { isGlob, literalLength, normalisePattern } from "./normalise";

export type OwnedPattern = { pattern: string; product: string; model: string };
export type Tie = { pattern: string; product: string; with_pattern: string; with_product: string };

/** Whether some name fits both globs, by walking both at once over all ways a `*` can end. */
export function globsIntersect(a: string, b: string): boolean {
  const seen = new Set<number>();
  const width = b.length + 1;
  const walk = (i: number, j: number): boolean => {
    const state = i * width + j;
    if (seen.has(state)) return false;
    seen.add(state);
    if (i === a.length && j === b.length) return true;
    if (a[i] === "*") return walk(i + 1, j) || (j < b.length && walk(i, j + 1));
    if (b[j] === "*") return walk(i, j + 1) || (i < a.length && walk(i + 1, j));
    if (i === a.length || j === b.length) return false;
    return (a[i] === b[j] || a[i] === "?" || b[j] === "?") && walk(i + 1, j + 1);
  };
  return walk(0, 0);
}

/**
 * Ties between products: the same exact name twice, or two globs that are equally specific and can fit one name.
 * Patterns of one product never tie; among its own models the first stands.
 */
export function findTies(changed: readonly OwnedPattern[], all: readonly OwnedPattern[]): Tie[] {
  const index = new Map<string, (OwnedPattern & { normalised: string })[]>();
  const bucketOf = (normalised: string) =>
    isGlob(normalised) ? `*${literalLength(normalised)}` : `=${normalised}`;
  for (const entry of all) {
    const normalised = normalisePattern(entry.pattern);
    const bucket = index.get(bucketOf(normalised));
    if (bucket) bucket.push({ ...entry, normalised });
    else index.set(bucketOf(normalised), [{ ...entry, normalised }]);
  }
  return changed.flatMap((entry) => {
    const normalised = normalisePattern(entry.pattern);
    const rival = index
      .get(bucketOf(normalised))
      ?.find(
        (other) =>
          other.product !== entry.product &&
          (!isGlob(normalised) || globsIntersect(normalised, other.normalised)),
      );
    return rival
      ? [
          {
            pattern: entry.pattern,
            product: entry.product,
            with_pattern: rival.pattern,
            with_product: rival.product,
          },
        ]
      : [];
  });
}
