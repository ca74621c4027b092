import { type Actor, authorize, can } from "@/lib/access";
import type { AuditHistoryItem } from "@/lib/audit/server";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { toCsv } from "./csv";
import { toldHistory } from "./history";
import { chosenColumns, type ListPage, type ListQuery, pageRows, selectRows } from "./list";
import type { Entity, Fields, Stored } from "./types";
import { managersOf } from "./write";

export type HistoryItem = AuditHistoryItem & { actor_label: string };

/** Rows that the actor sees and the query asks for, one page. */
export function listRecords<S extends Fields, V extends object>(
  actor: Actor,
  entity: Entity<S, V>,
  query: ListQuery,
): Promise<ListPage<V>> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => pageRows(await loadViews(tx, entity), query, entity.view));
}

/** The whole selection as CSV: exactly what is filtered, in its order; the columns asked, or all of the view. */
export function exportRecords<S extends Fields, V extends object>(
  actor: Actor,
  entity: Entity<S, V>,
  query: ListQuery,
): Promise<string> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const rows = selectRows(await loadViews(tx, entity), query, entity.view);
    const columns = chosenColumns(query, entity.view);
    const cells = entity.cells ?? {};
    return toCsv(
      columns,
      rows.map((view) =>
        Object.fromEntries(
          columns.map((name) => [
            name,
            cells[name] ? cells[name](view) : (view as Record<string, unknown>)[name],
          ]),
        ),
      ),
    );
  });
}

const loadViews = async <S extends Fields, V>(tx: Tx, entity: Entity<S, V>): Promise<V[]> =>
  (await entity.load(tx, null)).map(({ view }) => view);

/** The record of an id or key, as the actor sees it. Throws 404 when there is none, or none for this actor. */
export async function findRecord<S extends Fields, V>(
  tx: Tx,
  entity: Entity<S, V>,
  idOrKey: string,
): Promise<Stored<S, V>> {
  // No text column of Postgres can hold NUL: nothing is called so.
  if (idOrKey.includes("\u0000")) throw notFound();
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
    const items = await toldHistory(tx, actor, entity, await findRecord(tx, entity, id));
    const labels = await actorLabels(
      tx,
      items.map((item) => item.actor),
    );
    return items.map((item) => ({ ...item, actor_label: labels.get(item.actor) ?? item.actor }));
  });
}

/** Whether the actor may change this record; for showing or leaving out the button. */
export async function mayWrite<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  fields: S,
): Promise<boolean> {
  if (can(actor, "register:write")) return true;
  if (!can(actor, "register:write_assigned") || actor.kind !== "person") return false;
  return (await managersOf(tx, await entity.managedBy(fields, tx))).includes(actor.email);
}
