/** Order of code units: the same on every machine, unlike a locale's. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byKey = (a: { key: string }, b: { key: string }): number => compare(a.key, b.key);

/** Adds to the list of a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) push(map, keyOf(item), item);
  return map;
}

/** One of each id, in order of first appearance. */
export const uniqueById = <T extends { id: string }>(items: Iterable<T>): T[] => [
  ...new Map([...items].map((item) => [item.id, item])).values(),
];
