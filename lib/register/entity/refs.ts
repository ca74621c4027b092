import type { Tx } from "@/lib/db/server";
import type { Reference, ReferenceKind, Refs } from "./types";

type Target = { id: string; retired: boolean };

/** What the actor can refer to, by key. A key behind a wall is as unknown as one that never was. */
export async function loadRefs(tx: Tx): Promise<Refs> {
  const select = { id: true, key: true, retired_at: true } as const;
  // One after the other: a transaction is one connection, which answers one query at a time.
  const rows = {
    party: await tx.party.findMany({ select }),
    segment: await tx.segment.findMany({ select }),
    source: await tx.source.findMany({ select }),
    partnership: await tx.partnership.findMany({ select }),
  };
  const targets = Object.fromEntries(
    Object.entries(rows).map(([kind, list]) => [
      kind,
      new Map(
        list.map(({ id, key, retired_at }): [string, Target] => [key, { id, retired: retired_at !== null }]),
      ),
    ]),
  );
  return {
    has: (kind, key) => targets[kind]?.has(key) ?? false,
    isRetired: (kind, key) => targets[kind]?.get(key)?.retired ?? false,
    add: (kind, key, id) => {
      if (!targets[kind]?.has(key)) targets[kind]?.set(key, { id, retired: false });
    },
    id: (kind, key) => {
      const target = targets[kind]?.get(key);
      if (target === undefined) throw new Error(`The ${kind} ${key} was not checked before it was written.`);
      return target.id;
    },
  };
}

const sameAs = (a: Reference) => (b: Reference) => a.kind === b.kind && a.key === b.key;

/** One error for each reference that leads nowhere, or newly to something retired. */
export const faultyReferences = (
  references: readonly Reference[],
  before: readonly Reference[],
  refs: Refs,
) =>
  references.flatMap((reference) => {
    const { kind, key, pointer } = reference;
    if (!refs.has(kind, key)) return [{ pointer, message: `There is no ${kind} with the key “${key}”.` }];
    if (!refs.isRetired(kind, key) || before.some(sameAs(reference))) return [];
    return [{ pointer, message: `The ${kind} “${key}” is retired.` }];
  });

/** References of a list of keys. */
export const refList = (kind: ReferenceKind, keys: readonly string[], pointer: string): Reference[] =>
  keys.map((key, index) => ({ kind, key, pointer: `${pointer}/${index}` }));

/** A reference that may be absent. */
export const refMaybe = (kind: ReferenceKind, key: string | null, pointer: string): Reference[] =>
  key === null ? [] : [{ kind, key, pointer }];
