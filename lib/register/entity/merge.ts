import type { KeyedList } from "./types";

type Item = Readonly<Record<string, unknown>>;
/** `merge`: nested items not mentioned stay (import). `replace`: a nested list given is the whole list (PATCH). */
export type MergeMode = "merge" | "replace";

const isItems = (value: unknown): value is Item[] => Array.isArray(value);

/** A record's next fields: an absent field stays, null clears it to its empty value, lists of items meet by key. */
export function mergeFields(
  empty: Item,
  lists: Readonly<Record<string, KeyedList>>,
  before: Item | null,
  input: Item,
  mode: MergeMode,
): Record<string, unknown> {
  const next: Record<string, unknown> = { ...empty, ...before };
  for (const [name, value] of Object.entries(input)) {
    const list = lists[name];
    if (value === undefined) continue;
    if (value === null) next[name] = name in empty ? empty[name] : null;
    else if (list && isItems(value)) next[name] = mergeList(list, before?.[name], value, mode);
    else next[name] = value;
  }
  return next;
}

function mergeList(list: KeyedList, before: unknown, input: readonly Item[], mode: MergeMode): Item[] {
  const old = new Map((isItems(before) ? before : []).map((item) => [item[list.by], item]));
  const next = mode === "merge" ? new Map(old) : new Map<unknown, Item>();
  for (const item of input) {
    const stored = mode === "merge" ? (old.get(item[list.by]) ?? null) : null;
    const merged = mergeFields(list.empty, list.lists ?? {}, stored, item, mode);
    next.set(item[list.by], list.complete ? list.complete(merged) : merged);
  }
  return [...next.values()];
}

/** Pointers of items that a list names twice. */
export function duplicateItems(
  lists: Readonly<Record<string, KeyedList>>,
  input: Item,
  pointer = "",
): string[] {
  return Object.entries(lists).flatMap(([name, list]) => {
    const items = input[name];
    if (!isItems(items)) return [];
    const seen = new Set<unknown>();
    return items.flatMap((item, index) => {
      const here = `${pointer}/${name}/${index}`;
      const again = seen.has(item[list.by]);
      seen.add(item[list.by]);
      return [...(again ? [`${here}/${list.by}`] : []), ...duplicateItems(list.lists ?? {}, item, here)];
    });
  });
}
