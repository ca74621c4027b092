import { shortestCommonText } from "./glob";
import { isGlob, literalLength, normalisePattern } from "./normalise";

export type OwnedPattern = { pattern: string; product: string; model: string };
export type Tie = { pattern: string; product: string; with_pattern: string; with_product: string };

const isOpen = (glob: string): boolean => glob.startsWith("*") && glob.endsWith("*");

const head = (glob: string): string => glob.slice(0, glob.search(/[*?]/));
const tail = (glob: string): string => glob.slice(Math.max(glob.lastIndexOf("*"), glob.lastIndexOf("?")) + 1);

/** Most pairs part at their fixed beginnings or ends: cheap to see, and a catalogue has many pairs. */
const areApart = (a: string, b: string): boolean => {
  const [headA, headB, tailA, tailB] = [head(a), head(b), tail(a), tail(b)];
  return (
    !(headA.startsWith(headB) || headB.startsWith(headA)) || !(tailA.endsWith(tailB) || tailB.endsWith(tailA))
  );
};

/**
 * Whether one name can fit two globs of the same number of literal characters, so that neither wins. Two that are open
 * on both sides, as `*.nova-v*` and `*.zeta-v*`, always meet in a text that holds one after the other; that is no name,
 * and counts only when their literals overlap. Should such a name come after all, it stays unattributed.
 */
export function globsTie(a: string, b: string): boolean {
  if (a === b) return true;
  if (literalLength(a) !== literalLength(b) || areApart(a, b)) return false;
  const shortest = shortestCommonText(a, b);
  return isOpen(a) && isOpen(b) ? shortest < 2 * literalLength(a) : shortest < Infinity;
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
          other.product !== entry.product && (!isGlob(normalised) || globsTie(normalised, other.normalised)),
      );
    if (!rival) return [];
    const { pattern: with_pattern, product: with_product } = rival;
    return [{ pattern: entry.pattern, product: entry.product, with_pattern, with_product }];
  });
}
