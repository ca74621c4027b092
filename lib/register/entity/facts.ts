import type { Tx } from "@/lib/db/server";
import { canonicalDecimal } from "@/lib/kernel/decimal";
import type { RecordMeta } from "../fields";
import { deleteRows, insertRows } from "./rows";
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

export const whereIds = (ids: readonly string[] | null) => (ids === null ? {} : { id: { in: [...ids] } });

/** A stored decimal as the API writes it: exact, without exponent or trailing zeros. */
export const decimalText = (value: { toFixed(): string } | null): string | null =>
  value === null ? null : canonicalDecimal(value.toFixed());

/** Keys of the sources of each record of a table. */
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
  for (const { entity_id, source } of rows) {
    const keys = map.get(entity_id);
    if (keys) keys.push(source.key);
    else map.set(entity_id, [source.key]);
  }
  return map;
}

/** Writes which sources state each of the records, in place of what was there. */
export async function writeSources(
  tx: Tx,
  entity: string,
  drafts: readonly Draft<Fields & { sources?: readonly string[] }>[],
  refs: Refs,
): Promise<void> {
  await deleteRows(
    tx,
    "fact_source",
    "entity_id",
    drafts.map(({ id }) => id),
  );
  await insertRows(
    tx,
    "fact_source",
    drafts.flatMap(({ id, fields }) =>
      (fields.sources ?? []).map((key) => ({ entity, entity_id: id, source_id: refs.id("source", key) })),
    ),
  );
}

/** Names of an object's keys, for views: {key: name}. */
export const namesOf = (rows: readonly { key: string; name: string }[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ key, name }) => [key, name]));

/** Ids of parts by owner and key: a rewrite keeps them, because others point to them. */
export function idsOf(rows: readonly { id: string; owner: string; key: string }[]) {
  const ids = new Map(rows.map(({ id, owner, key }) => [`${owner} ${key}`, id]));
  return (owner: string, key: string): string | undefined => ids.get(`${owner} ${key}`);
}
