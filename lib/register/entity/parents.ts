import type { InputError } from "@/lib/kernel/errors";

type Node = { key: string; parent: string | null };

/** An error for each changed record whose parents lead back to itself. */
export function parentErrors(
  stored: readonly Node[],
  changed: readonly Node[],
): { key: string; error: InputError }[] {
  const parents = new Map(stored.map(({ key, parent }) => [key, parent]));
  for (const { key, parent } of changed) parents.set(key, parent);
  return changed.flatMap(({ key }) => {
    const seen = new Set<string>();
    let node: string | null | undefined = key;
    while (node && !seen.has(node)) {
      seen.add(node);
      node = parents.get(node);
    }
    return node ? [{ key, error: { pointer: "/parent", message: "Its parents lead back to itself." } }] : [];
  });
}

/** Records in such an order that a parent stands before its children. */
export function parentsFirst<T extends { fields: Node }>(drafts: readonly T[]): T[] {
  const waiting = new Map(drafts.map((draft) => [draft.fields.key, draft]));
  const sorted: T[] = [];
  const take = (draft: T) => {
    waiting.delete(draft.fields.key);
    const parent = draft.fields.parent === null ? undefined : waiting.get(draft.fields.parent);
    if (parent) take(parent);
    sorted.push(draft);
  };
  for (const draft of drafts) if (waiting.has(draft.fields.key)) take(draft);
  return sorted;
}
