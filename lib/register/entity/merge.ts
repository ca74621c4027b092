import type { KeyedList, Shape } from "./types";

type Item = Readonly<Record<string, unknown>>;
/** `merge`: nested items not mentioned stay (import). `replace`: a nested list given is the whole list (PATCH). */
export type MergeMode = "merge" | "replace";

const isItems = (value: unknown): value is Item[] => Array.isArray(value);

/** What an item of a list is known by; an absent part is null. */
export const itemKey = ({ by }: Pick<KeyedList, "by">, item: Item): unknown =>
  typeof by === "string" ? item[by] : JSON.stringify(by.map((name) => item[name] ?? null));

/** A record's next fields: an absent field stays, null clears it to its empty value, lists of items meet by key. */
export function mergeFields(
  shape: Shape,
  before: Item | null,
  input: Item,
  mode: MergeMode,
): Record<string, unknown> {
  const next: Record<string, unknown> = { ...shape.empty, ...before };
  for (const [name, value] of Object.entries(input)) {
    const list = shape.lists?.[name];
    if (value === undefined) continue;
    if (value === null) next[name] = name in shape.empty ? shape.empty[name] : null;
    else if (list && isItems(value)) next[name] = mergeList(list, before?.[name], value, mode);
    else next[name] = value;
  }
  return next;
}

function mergeList(list: KeyedList, before: unknown, input: readonly Item[], mode: MergeMode): Item[] {
  const old = new Map((isItems(before) ? before : []).map((item) => [itemKey(list, item), item]));
  const next = mode === "merge" ? new Map(old) : new Map<unknown, Item>();
  for (const item of input) {
    const stored = mode === "merge" ? (old.get(itemKey(list, item)) ?? null) : null;
    const merged = mergeFields(list, stored, item, mode);
    next.set(itemKey(list, item), list.complete ? list.complete(merged) : merged);
  }
  return [...next.values()];
}

const byText = (a: unknown, b: unknown): number => {
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** The same facts in one order: sets sorted, items by the field that names them. */
export function inOrder<T extends Item>(shape: Shape, fields: T): T {
  const next: Record<string, unknown> = { ...fields };
  for (const name of shape.sets ?? []) {
    const words = next[name];
    if (Array.isArray(words)) next[name] = [...words].sort(byText);
  }
  for (const [name, list] of Object.entries(shape.lists ?? {})) {
    const items = next[name];
    if (isItems(items))
      next[name] = items
        .map((item) => inOrder(list, item))
        .sort((a, b) => byText(itemKey(list, a), itemKey(list, b)));
  }
  return next as T;
}

/** Pointers of items that a list names twice. */
export function duplicateItems(shape: Shape, input: Item, pointer = ""): string[] {
  return Object.entries(shape.lists ?? {}).flatMap(([name, list]) => {
    const items = input[name];
    if (!isItems(items)) return [];
    const seen = new Set<unknown>();
    return items.flatMap((item, index) => {
      const here = `${pointer}/${name}/${index}`;
      const again = seen.has(itemKey(list, item));
      seen.add(itemKey(list, item));
      return [
        ...(again ? [`${here}/${typeof list.by === "string" ? list.by : list.by.at(-1)}`] : []),
        ...duplicateItems(list, item, here),
      ];
    });
  });
}
