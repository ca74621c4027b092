import { type Actor, authorize, can } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { type ListPage, understood } from "./entity/list";
import { findRecord, type HistoryItem, listRecords, mayWrite, recordHistory } from "./entity/read";
import type { Entity, Fields, Stored } from "./entity/types";
import { type SearchParams, toListQuery } from "./list-query";

export type RecordForPage<S extends Fields, V> = Stored<S, V> & {
  may_write: boolean;
  history: HistoryItem[];
};

const findForPage = <S extends Fields, V>(actor: Actor, entity: Entity<S, V>, idOrKey: string) =>
  withActor(actor, async (tx) => {
    const record = await findRecord(tx, entity, idOrKey);
    return { ...record, may_write: await mayWrite(tx, actor, entity, record.fields) };
  });

/** A record with its history and whether the actor may change it: what a detail page reads. */
export async function readRecordPage<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  idOrKey: string,
): Promise<RecordForPage<S, V>> {
  authorize(actor, "register:read");
  const stored = await findForPage(actor, entity, idOrKey);
  return { ...stored, history: await recordHistory(actor, entity, stored.meta.id) };
}

/** A record for its form. Throws 404 where the actor may not change it, and for a retired one: neither has a form. */
export async function readRecordForm<S extends Fields, V>(
  actor: Actor,
  entity: Entity<S, V>,
  idOrKey: string,
): Promise<Stored<S, V>> {
  authorize(actor, "register:write", "register:write_assigned");
  const { may_write, ...stored } = await findForPage(actor, entity, idOrKey);
  if (!may_write || stored.meta.retired_at !== null) throw notFound();
  return stored;
}

/** One page of a list as its address asks for it; what the address says wrong is left out. */
export const readListPage = <S extends Fields, V extends object>(
  actor: Actor,
  entity: Entity<S, V>,
  params: SearchParams,
): Promise<ListPage<V>> => listRecords(actor, entity, understood(toListQuery(params), entity.view));

/** Whether the actor may add records of this type; whose partner it is, the verb decides. */
export const mayAdd = (actor: Actor, { added_by }: Pick<Entity<Fields, object>, "added_by">): boolean =>
  can(actor, "register:write") || (added_by !== "compliance" && can(actor, "register:write_assigned"));

const named = (rows: readonly { key: string; name: string }[]) =>
  rows.map(({ key, name }) => ({ value: key, label: name }));

async function load(tx: Tx) {
  const live = { retired_at: null };
  const parties = await tx.party.findMany({ where: live, orderBy: { ordinal: "asc" } });
  const segments = await tx.segment.findMany({ where: live, orderBy: { name: "asc" } });
  const sources = await tx.source.findMany({ where: live, orderBy: { title: "asc" } });
  const partnerships = await tx.partnership.findMany({
    where: live,
    include: { partner: true },
    orderBy: { key: "asc" },
  });
  return {
    parties: named(parties),
    segments: named(segments),
    sources: sources.map(({ key, title }) => ({ value: key, label: title })),
    partnerships: partnerships.map(({ key, partner }) => ({ value: key, label: `${partner.name} (${key})` })),
  };
}

/** What forms can refer to, as far as the actor sees it. */
export function readReferences(actor: Actor) {
  authorize(actor, "register:read");
  return withActor(actor, load);
}
