import type { Tx } from "@/lib/db/server";
import type { RecordMeta } from "../fields";
import type { Draft, Fields, Refs } from "./types";

type Row = {
  id: string;
  version: number;
  created_at: Date;
  updated_at: Date;
  updated_by: string;
  retired_at: Date | null;
  retired_reason: string | null;
};

/** What every record carries beside its fields. */
export const metaOf = (row: Row): RecordMeta => ({
  id: row.id,
  version: row.version,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
  updated_by: row.updated_by,
  retired_at: row.retired_at?.toISOString() ?? null,
  retired_reason: row.retired_reason,
});

/** Columns that a write sets on every record. */
export const stampOf = (draft: { version: number; updated_by: string }) => ({
  version: draft.version,
  updated_by: draft.updated_by,
  updated_at: new Date(),
});

export const whereIds = (ids: readonly string[] | null) => (ids === null ? {} : { id: { in: [...ids] } });

/** Keys of the sources of each record of a table, in order of key. */
export async function sourcesOf(
  tx: Tx,
  entity: string,
  ids: readonly string[] | null,
): Promise<Map<string, string[]>> {
  const rows = await tx.factSource.findMany({
    where: { entity, ...(ids === null ? {} : { entity_id: { in: [...ids] } }) },
    select: { entity_id: true, source: { select: { key: true } } },
  });
  const map = new Map<string, string[]>();
  for (const { entity_id, source } of rows) map.set(entity_id, [...(map.get(entity_id) ?? []), source.key]);
  for (const keys of map.values()) keys.sort();
  return map;
}

/** Writes which sources state each of the records, in place of what was there. */
export async function writeSources<S extends Fields & { sources: string[] }>(
  tx: Tx,
  entity: string,
  drafts: readonly Draft<S>[],
  refs: Refs,
): Promise<void> {
  await tx.factSource.deleteMany({ where: { entity, entity_id: { in: drafts.map(({ id }) => id) } } });
  await tx.factSource.createMany({
    data: drafts.flatMap(({ id, fields }) =>
      fields.sources.map((key) => ({ entity, entity_id: id, source_id: refs.id("source", key) })),
    ),
  });
}

/** Names of an object's keys, for views: {key: name}. */
export const namesOf = (rows: readonly { key: string; name: string }[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ key, name }) => [key, name]));
