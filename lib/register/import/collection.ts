import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import type { InputError } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { pointerToken } from "@/lib/kernel/pointer";
import { duplicateItems, inOrder, mergeFields } from "../entity/merge";
import type { Entity, Fields, Stored } from "../entity/types";
import { type Change, checkChanges, isSame, nextDraft, parseFields, writeChanges } from "../entity/write";
import { Key } from "../fields";
import type { ImportContext } from "./context";

/** One item of the document, not looked at yet. */
export type ImportItem = { input: unknown; pointer: string };

type Item = Record<string, unknown>;

/**
 * Merges one list of the document. Faults are collected; once there is any, nothing more is written, but the checks
 * go on so that all are named. New keys become known to what comes later in the document.
 */
export async function importCollection<S extends Fields, V>(
  tx: Tx,
  context: ImportContext,
  entity: Entity<S, V>,
  list: string,
  items: readonly ImportItem[],
): Promise<void> {
  const { refs, errors, answer } = context;
  const stored = new Map((await entity.load(tx, null)).map((row) => [row.fields.key, row]));
  const schema = itemSchema(entity);
  const seen = new Set<string>();
  const merged = items.flatMap((item) => {
    const change = mergeItem(context, entity, schema, item, stored);
    if (change && seen.has(change.draft.fields.key))
      errors.push({
        pointer: `${item.pointer}/key`,
        message: `“${change.draft.fields.key}” stands twice in this list.`,
      });
    if (change) seen.add(change.draft.fields.key);
    return change ? [change] : [];
  });
  const changed = merged.filter(({ before, draft }) => before === null || !isSame(before, draft.fields));
  errors.push(...(await checkChanges(tx, entity, changed, refs)));
  answer.created[list] = changed.filter(({ before }) => before === null).length;
  answer.updated[list] = changed.filter(({ before }) => before !== null).length;
  answer.unchanged[list] = merged.length - changed.length;
  context.changes.push(...changed.map((change) => changeOf(list, change)));
  if (errors.length > 0 || context.dry_run) return;
  context.entries.push(...(await writeChanges(tx, context.actor, entity, changed, refs)));
}

/** The item on top of what is stored, or null when it cannot be read; its key is known to others all the same. */
function mergeItem<S extends Fields, V>(
  { actor, errors, refs }: ImportContext,
  entity: Entity<S, V>,
  schema: z.ZodObject,
  { input: raw, pointer }: ImportItem,
  stored: ReadonlyMap<string, Stored<S, V>>,
): Change<S> | null {
  const key = keyOf(entity, raw);
  const before = stored.get(key ?? "") ?? null;
  const id = before?.meta.id ?? uuidv7();
  if (entity.kind && key !== null) refs.add(entity.kind, key, id);
  const input = parseItem(schema, raw, pointer, errors);
  if (!input) return null;
  const repeated = duplicateItems(entity, input, pointer);
  errors.push(...repeated.map((at) => ({ pointer: at, message: "Named twice." })));
  const merged = {
    ...mergeFields(entity, before?.fields ?? null, input, "merge"),
    ...(entity.keyOf ? { key } : {}),
  };
  const fields = parseFields(entity.full, merged, pointer, errors);
  if (!fields || repeated.length > 0) return null;
  const draft = nextDraft(actor, id, inOrder(entity, fields), (before?.meta.version ?? 0) + 1);
  return { before: before?.fields ?? null, draft, input, pointer };
}

const isItem = (value: unknown): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function keyOf<S extends Fields, V>(entity: Entity<S, V>, raw: unknown): string | null {
  if (!isItem(raw)) return null;
  if (entity.keyOf) return entity.keyOf(raw);
  return Key.safeParse(raw.key).data ?? null;
}

/** The key alone is required: what else a new record needs is judged after the merge. */
const itemSchema = <S extends Fields, V>(entity: Entity<S, V>): z.ZodObject =>
  entity.input.partial().required(entity.keyOf ? { router: true, version: true } : { key: true });

/** What the item says, in the types of the schema. */
function parseItem(schema: z.ZodObject, raw: unknown, pointer: string, errors: InputError[]): Item | null {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const base = pointer + issue.path.map((part) => `/${pointerToken(String(part))}`).join("");
    if (issue.code === "unrecognized_keys")
      errors.push(
        ...issue.keys.map((key) => ({ pointer: `${base}/${pointerToken(key)}`, message: "Unknown field." })),
      );
    else errors.push({ pointer: base, message: isMissing(raw, issue) ? "Required." : issue.message });
  }
  return null;
}

const isMissing = (raw: unknown, { path }: z.core.$ZodIssue): boolean =>
  path.length > 0 &&
  path.reduce<unknown>((at, part) => (isItem(at) || Array.isArray(at) ? Reflect.get(at, part) : at), raw) ===
    undefined;

const changeOf = <S extends Fields>(list: string, { before, draft }: Change<S>) => ({
  list,
  key: draft.fields.key,
  change: before === null ? ("created" as const) : ("updated" as const),
  fields:
    before === null
      ? []
      : (Object.keys(draft.fields) as (keyof S & string)[]).filter(
          (name) => !isSame(before[name], draft.fields[name]),
        ),
});
