import type { Tx } from "@/lib/db/server";
import type { InputError } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { duplicateItems, mergeFields } from "../entity/merge";
import type { Entity, Fields, ReferenceKind, Stored } from "../entity/types";
import { type Change, checkChanges, nextDraft, parseFields, writeChanges } from "../entity/write";
import type { ImportContext } from "./import-register";

export type ImportItem = { input: Record<string, unknown>; pointer: string };

/**
 * Merges one list of the document. Faults are collected; once there is any, nothing more is written, but the checks
 * go on so that all are named. New keys become known to what comes later in the document.
 */
export async function importCollection<S extends Fields, V>(
  tx: Tx,
  context: ImportContext,
  entity: Entity<S, V>,
  name: string,
  items: readonly ImportItem[],
  kind?: ReferenceKind,
): Promise<void> {
  if (items.length === 0) return;
  const { refs, errors, answer } = context;
  const stored = new Map((await entity.load(tx, null)).map((row) => [row.fields.key, row]));
  const merged = items.flatMap((item) => mergeItem(context, entity, item, stored));
  errors.push(...repeatedKeys(merged));
  if (kind) for (const { draft } of merged) refs.add(kind, draft.fields.key, draft.id);
  const changed = merged.filter(
    ({ before, draft }) => JSON.stringify(before) !== JSON.stringify(draft.fields),
  );
  errors.push(...(await checkChanges(tx, entity, changed, refs)));
  answer.created[name] = changed.filter(({ before }) => before === null).length;
  answer.updated[name] = changed.filter(({ before }) => before !== null).length;
  answer.unchanged[name] = merged.length - changed.length;
  if (errors.length > 0) return;
  context.entries.push(...(await writeChanges(tx, context.actor, entity, changed, refs)));
}

function mergeItem<S extends Fields, V>(
  { actor, errors }: ImportContext,
  entity: Entity<S, V>,
  { input, pointer }: ImportItem,
  stored: ReadonlyMap<string, Stored<S, V>>,
): Change<S>[] {
  errors.push(
    ...duplicateItems(entity.lists, input, pointer).map((at) => ({ pointer: at, message: "Named twice." })),
  );
  const key = entity.keyOf ? entity.keyOf(input) : String(input.key);
  const before = stored.get(key) ?? null;
  const merged = mergeFields(entity.empty, entity.lists, before?.fields ?? null, input, "merge");
  const fields = parseFields(entity.full, { ...merged, key }, pointer, errors);
  if (!fields) return [];
  const draft = nextDraft(actor, before?.meta.id ?? uuidv7(), fields, (before?.meta.version ?? 0) + 1);
  return [{ before: before?.fields ?? null, draft, pointer }];
}

function repeatedKeys<S extends Fields>(changes: readonly Change<S>[]): InputError[] {
  const seen = new Set<string>();
  return changes.flatMap(({ draft, pointer }) => {
    const again = seen.has(draft.fields.key);
    seen.add(draft.fields.key);
    return again
      ? [{ pointer: `${pointer}/key`, message: `“${draft.fields.key}” stands twice in this list.` }]
      : [];
  });
}
