import type { Tx } from "@/lib/db/server";
import type { Reference, ReferenceKind, Refs } from "./types";

const LABELS: Record<ReferenceKind, string> = {
  party: "party",
  segment: "segment",
  source: "source",
  partnership: "partnership",
};

/** What the actor can refer to, by key. A key behind a wall is as unknown as one that never was. */
export async function loadRefs(tx: Tx): Promise<Refs> {
  const select = { id: true, key: true } as const;
  // One after the other: a transaction is one connection, which answers one query at a time.
  const party = await tx.party.findMany({ select });
  const segment = await tx.segment.findMany({ select });
  const source = await tx.source.findMany({ select });
  const partnership = await tx.partnership.findMany({ select });
  const maps = Object.fromEntries(
    Object.entries({ party, segment, source, partnership }).map(([kind, rows]) => [
      kind,
      new Map(rows.map(({ id, key }) => [key, id])),
    ]),
  );
  return {
    has: (kind, key) => maps[kind]?.has(key) ?? false,
    add: (kind, key, id) => void maps[kind]?.set(key, id),
    id: (kind, key) => {
      const id = maps[kind]?.get(key);
      if (id === undefined) throw new Error(`The ${kind} ${key} was not checked before it was written.`);
      return id;
    },
  };
}

/** One error for each reference that leads nowhere. */
export const missingReferences = (references: readonly Reference[], refs: Refs) =>
  references
    .filter(({ kind, key }) => !refs.has(kind, key))
    .map(({ kind, key, pointer }) => ({
      pointer,
      message: `There is no ${LABELS[kind]} with the key “${key}”.`,
    }));

/** References of a list of keys. */
export const refList = (kind: ReferenceKind, keys: readonly string[], pointer: string): Reference[] =>
  keys.map((key, index) => ({ kind, key, pointer: `${pointer}/${index}` }));

/** A reference that may be absent. */
export const refMaybe = (kind: ReferenceKind, key: string | null, pointer: string): Reference[] =>
  key === null ? [] : [{ kind, key, pointer }];
