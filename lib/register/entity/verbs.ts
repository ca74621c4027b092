import type { Actor } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { conflict, type InputError, invalid, preconditionRequired, staleVersion } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { keyOfNew, refuseTakenKey } from "./keys";
import { duplicateItems, inOrder, mergeFields } from "./merge";
import { findRecord } from "./read";
import { loadRefs } from "./refs";
import { markRetired } from "./retire";
import type { Entity, Fields, Stored } from "./types";
import {
  authorizeChange,
  authorizeWriter,
  type Change,
  checkChanges,
  finishWrite,
  isSame,
  lockRegister,
  nextDraft,
  parseFields,
  throwErrors,
  writeChanges,
} from "./write";

type Input = Readonly<Record<string, unknown>>;

function prepare<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  input: Input,
  stored: Stored<S, V> | null,
): Change<S> {
  throwErrors(duplicateItems(entity, input).map((pointer) => ({ pointer, message: "Named twice." })));
  const merged = mergeFields(entity, stored?.fields ?? null, input, "replace");
  if (stored && merged.key !== stored.fields.key)
    throw invalid([{ pointer: "/key", message: "A key never changes." }]);
  const key = entity.keyOf ? { key: entity.keyOf(merged) } : {};
  const errors: InputError[] = [];
  const fields = parseFields(entity.full, { ...merged, ...key }, "", errors);
  if (!fields) throw invalid(errors);
  const { id, version } = stored?.meta ?? { id: uuidv7(), version: 0 };
  const draft = nextDraft(actor, id, inOrder(entity, fields), version + 1);
  return { before: stored?.fields ?? null, draft, input, pointer: "" };
}

async function commit<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  change: Change<S>,
): Promise<Stored<S, V>> {
  const refs = await loadRefs(tx);
  throwErrors(await checkChanges(tx, entity, [change], refs));
  const entries = await writeChanges(tx, actor, entity, [change], refs);
  await finishWrite(tx, entries);
  return findRecord(tx, entity, change.draft.id);
}

/** Creates a record. Throws 422 with every fault named, 403 when the actor may not. */
export async function createRecord<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  input: object,
): Promise<Stored<S, V>> {
  authorizeWriter(actor);
  return withActor(actor, async (tx) => {
    await lockRegister(tx);
    const change = prepare(actor, entity, { ...input }, null);
    await authorizeChange(tx, actor, entity, null, change.draft.fields);
    const key = await keyOfNew(tx, actor, entity, change.draft.fields.key);
    const draft = { ...change.draft, fields: { ...change.draft.fields, key } };
    return commit(tx, actor, entity, { ...change, draft });
  });
}

const retired = () => conflict("retired", "It is retired, and stays as it was when it was retired.");

/**
 * Changes a record at the version that the actor read; what is sent replaces what was there, also in nested lists.
 * Throws 409 for a retired record, 412 when somebody saved since, 422 on faults. A change of nothing is no new version.
 */
export async function updateRecord<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  id: string,
  input: object,
  if_match: number | null,
): Promise<Stored<S, V>> {
  authorizeWriter(actor);
  if (if_match === null) throw preconditionRequired();
  return withActor(actor, async (tx) => {
    await lockRegister(tx);
    const stored = await findRecord(tx, entity, id);
    await authorizeChange(tx, actor, entity, stored.fields, stored.fields);
    if (stored.meta.retired_at !== null) throw retired();
    if (stored.meta.version !== if_match) throw staleVersion(stored.meta.version);
    const change = prepare(actor, entity, { ...input }, stored);
    if (isSame(change.before, change.draft.fields)) return stored;
    await authorizeChange(tx, actor, entity, stored.fields, change.draft.fields);
    const { key } = change.draft.fields;
    if (key !== stored.fields.key) await refuseTakenKey(tx, entity, key);
    return commit(tx, actor, entity, change);
  });
}

/** Retires a record with a reason; nothing is deleted. Throws 422 when it is retired already, 412 when it changed. */
export async function retireRecord<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  id: string,
  reason: string,
  if_match: number | null = null,
): Promise<Stored<S, V>> {
  authorizeWriter(actor);
  return withActor(actor, async (tx) => {
    await lockRegister(tx);
    const { meta, fields } = await findRecord(tx, entity, id);
    await authorizeChange(tx, actor, entity, fields, fields);
    if (if_match !== null && meta.version !== if_match) throw staleVersion(meta.version);
    if (meta.retired_at) throw invalid([{ pointer: "/reason", message: "It is retired already." }]);
    await finishWrite(tx, [await markRetired(tx, actor, entity, meta.id, reason)]);
    return findRecord(tx, entity, meta.id);
  });
}
