import { type Actor, authorize, authorizeWrite } from "@/lib/access";
import { type AuditHistoryItem, auditHistory } from "@/lib/audit/server";
import { isUniqueViolation, Prisma, type Tx, withActor } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { invalid, notFound, preconditionRequired, staleVersion } from "@/lib/kernel/errors";
import { isUuid, uuidv7 } from "@/lib/kernel/ids";
import { toCsv } from "./csv";
import { fieldNames, type ListPage, type ListQuery, pageRows, type Row, selectRows } from "./list";
import { duplicateItems, mergeFields } from "./merge";
import { loadRefs } from "./refs";
import type { Entity, Fields, Stored } from "./types";
import {
  authorizeChanges,
  type Change,
  checkChanges,
  finishWrite,
  nextDraft,
  parseFields,
  throwErrors,
  writeChanges,
} from "./write";

const CREATORS = ["register:write", "register:write_assigned"] as const;

export type HistoryItem = AuditHistoryItem & { actor_label: string };

/** Rows that the actor sees and the query asks for, one page. */
export function listRecords<S extends Fields, V extends Row>(
  actor: Actor,
  entity: Entity<S, V>,
  query: ListQuery,
): Promise<ListPage<V>> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const rows = await entity.load(tx, null);
    return pageRows(
      rows.map(({ view }) => view),
      query,
      entity.view,
    );
  });
}

/** The whole selection as CSV: exactly what is filtered, in its order, every column of the view. */
export function exportRecords<S extends Fields, V extends Row>(
  actor: Actor,
  entity: Entity<S, V>,
  query: ListQuery,
): Promise<string> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const rows = await entity.load(tx, null);
    const views = rows.map(({ view }) => view);
    return toCsv([...fieldNames(entity.view)], selectRows(views, query, entity.view));
  });
}

/** The record of an id or key, as the actor sees it. Throws 404 when there is none, or none for this actor. */
export async function findRecord<S extends Fields, V>(
  tx: Tx,
  entity: Entity<S, V>,
  idOrKey: string,
): Promise<Stored<S, V>> {
  const table = Prisma.raw(`"${entity.name}"`);
  const rows = isUuid(idOrKey)
    ? await tx.$queryRaw<{ id: string }[]>`SELECT id::text AS id FROM ${table} WHERE id = ${idOrKey}::uuid`
    : await tx.$queryRaw<{ id: string }[]>`SELECT id::text AS id FROM ${table} WHERE key = ${idOrKey}`;
  const [stored] = rows[0] ? await entity.load(tx, [rows[0].id]) : [];
  if (!stored) throw notFound();
  return stored;
}

/** One record. */
export function getRecord<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  id: string,
): Promise<Stored<S, V>> {
  authorize(actor, "register:read");
  return withActor(actor, (tx) => findRecord(tx, entity, id));
}

/** What happened to a record, newest first, with the names of who did it. */
export function recordHistory<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  id: string,
): Promise<HistoryItem[]> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const { meta } = await findRecord(tx, entity, id);
    const items = await auditHistory(tx, entity.name, meta.id);
    const labels = await actorLabels(
      tx,
      items.map((item) => item.actor),
    );
    return items.map((item) => ({ ...item, actor_label: labels.get(item.actor) ?? item.actor }));
  });
}

type Input = Readonly<Record<string, unknown>>;

function prepare<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  input: Input,
  stored: Stored<S, V> | null,
): Change<S> {
  const repeated = duplicateItems(entity.lists, input).map((pointer) => ({
    pointer,
    message: "Named twice.",
  }));
  throwErrors(repeated);
  const merged = mergeFields(entity.empty, entity.lists, stored?.fields ?? null, input, "replace");
  const key = entity.keyOf ? { key: entity.keyOf(merged) } : {};
  const errors: Parameters<typeof parseFields>[3] = [];
  const fields = parseFields(entity.full, { ...merged, ...key }, "", errors);
  if (!fields) throw invalid(errors);
  const draft = nextDraft(actor, stored?.meta.id ?? uuidv7(), fields, (stored?.meta.version ?? 0) + 1);
  return { before: stored?.fields ?? null, draft, pointer: "" };
}

async function commit<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  change: Change<S>,
): Promise<Stored<S, V>> {
  await authorizeChanges(tx, actor, entity, [change]);
  const refs = await loadRefs(tx);
  throwErrors(await checkChanges(tx, entity, [change], refs));
  await finishWrite(tx, await writeChanges(tx, actor, entity, [change], refs));
  return findRecord(tx, entity, change.draft.id);
}

const keyTaken = (error: unknown): never => {
  if (isUniqueViolation(error)) throw invalid([{ pointer: "/key", message: "This key is taken." }]);
  throw error;
};

/** Creates a record. Throws 422 with every fault named, 403 when the actor may not. */
export async function createRecord<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  input: object,
): Promise<Stored<S, V>> {
  authorize(actor, ...CREATORS);
  return withActor(actor, (tx) =>
    commit(tx, actor, entity, prepare(actor, entity, { ...input }, null)),
  ).catch(keyTaken);
}

/** Changes a record at the version that the actor read. Throws 412 when somebody saved since, 422 on faults. */
export async function updateRecord<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  id: string,
  input: object,
  if_match: number | null,
): Promise<Stored<S, V>> {
  authorize(actor, ...CREATORS);
  if (if_match === null) throw preconditionRequired();
  return withActor(actor, async (tx) => {
    const stored = await lockRecord(tx, entity, id);
    if (stored.meta.version !== if_match) throw staleVersion(stored.meta.version);
    const change = prepare(actor, entity, { ...input }, stored);
    if (JSON.stringify(change.before) === JSON.stringify(change.draft.fields)) {
      await authorizeChanges(tx, actor, entity, [change]);
      return stored;
    }
    return commit(tx, actor, entity, change);
  }).catch(keyTaken);
}

/** The record, locked against other writers until the end of the transaction. */
async function lockRecord<S extends Fields, V>(
  tx: Tx,
  entity: Entity<S, V>,
  id: string,
): Promise<Stored<S, V>> {
  const { meta } = await findRecord(tx, entity, id);
  await tx.$queryRaw`SELECT 1 FROM ${Prisma.raw(`"${entity.name}"`)} WHERE id = ${meta.id}::uuid FOR UPDATE`;
  return findRecord(tx, entity, meta.id);
}

/** Retires a record with a reason; nothing is deleted. Throws 422 when it is retired already. */
export function retireRecord<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  id: string,
  reason: string,
): Promise<Stored<S, V>> {
  authorize(actor, ...CREATORS);
  return withActor(actor, async (tx) => {
    const { meta, fields } = await lockRecord(tx, entity, id);
    const draft = nextDraft(actor, meta.id, fields, meta.version + 1);
    await authorizeChanges(tx, actor, entity, [{ before: null, draft }]);
    if (meta.retired_at) throw invalid([{ pointer: "/reason", message: "It is retired already." }]);
    await tx.$executeRaw`UPDATE ${Prisma.raw(`"${entity.name}"`)} SET version = version + 1, retired_at = now(),
      retired_reason = ${reason}, updated_at = now(), updated_by = ${draft.updated_by} WHERE id = ${meta.id}::uuid`;
    await finishWrite(tx, [
      {
        actor,
        action: `${entity.name}:retire`,
        entity: entity.name,
        entity_id: meta.id,
        reason,
        before: { retired: false },
        after: { retired: true },
      },
    ]);
    return findRecord(tx, entity, meta.id);
  });
}

/** Whether the actor may change this record; for showing or leaving out the button. */
export async function mayWrite<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  fields: S,
): Promise<boolean> {
  const managers = await tx.partyManager.findMany({
    where: { party: { key: { in: [...(await entity.managedBy(fields, tx))] } } },
  });
  try {
    authorizeWrite(
      actor,
      managers.map(({ email }) => email),
    );
    return true;
  } catch {
    return false;
  }
}
