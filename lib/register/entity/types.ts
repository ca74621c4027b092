import type { z } from "zod";
import type { Actor } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import type { InputError } from "@/lib/kernel/errors";
import type { RecordMeta } from "../fields";

/** A record's own fields in API terms: references are keys, nothing is undefined. */
export type Fields = { key: string };

/** What of a record, or of an item inside it, is a list, and what stands for unknown. */
export type Shape = {
  empty: Readonly<Record<string, unknown>>;
  lists?: Readonly<Record<string, KeyedList>>;
  /** Lists of words whose order says nothing; kept sorted, so that the same facts are the same record. */
  sets?: readonly string[];
};

/** A nested list whose items are known by one of their fields, or several; what an item leaves out is filled from `empty`. */
export type KeyedList = Shape & {
  by: string | readonly string[];
  /** Fills what depends on the item itself. */
  complete?: (item: Record<string, unknown>) => Record<string, unknown>;
};

export type ReferenceKind = "party" | "segment" | "source" | "partnership";
export type Reference = { kind: ReferenceKind; key: string; pointer: string };

/** Ids of what records refer to, by key, as far as the actor sees them; new ones of the same write included. */
export type Refs = {
  id(kind: ReferenceKind, key: string): string;
  has(kind: ReferenceKind, key: string): boolean;
  isRetired(kind: ReferenceKind, key: string): boolean;
  add(kind: ReferenceKind, key: string, id: string): void;
};

export type Stored<S extends Fields, V> = { meta: RecordMeta; fields: S; view: V };

/** A record as it shall be stored. `version` and `updated_by` are those of the new state. */
export type Draft<S extends Fields> = { id: string; fields: S; version: number; updated_by: string };

export type Columns = Readonly<Record<string, unknown>>;

/** How a record type is read, merged, checked and written. Verbs, import and lists are written once, over this. */
export type Entity<S extends Fields, V> = Shape & {
  /** The table, and the name in audit entries and in fact_source. */
  name: string;
  /** As in the path of the API. */
  collection: string;
  /** What others call it when they refer to it; absent where nothing does. */
  kind?: ReferenceKind;
  input: z.ZodObject;
  full: z.ZodType<S>;
  view: z.ZodObject & z.ZodType<V>;
  /** Whether some of its records stand behind walls, so that not even their keys may be told. */
  walled?: boolean;
  /** The record whose wall is around this one as well. */
  wallOf?: (fields: S, tx: Tx) => Promise<{ name: string; id: string; visibility: string } | null>;
  /** Whether fact_source says which documents state it. */
  sourced: boolean;
  /** Whether its parts name a source, beside those of the record itself. */
  isStated?: (fields: S) => boolean;
  keyOf?: (input: Record<string, unknown>) => string;
  references(fields: S): Reference[];
  /** Rules over the whole register as it would be; pointers are relative to the record. */
  rules?: (tx: Tx, drafts: readonly Draft<S>[]) => Promise<{ key: string; error: InputError }[]>;
  /** Who adds one: compliance alone, anybody who may write at all, or else whoever may write what it belongs to. */
  added_by?: "compliance" | "writers";
  /** Keys of the parties whose managers may write it; none means compliance alone. */
  managedBy(fields: S, tx: Tx): Promise<readonly string[]> | readonly string[];
  /** Fields that decide what belongs to whom: who manages a partner may not change them. */
  guarded?: readonly (keyof S & string)[];
  /** Columns of the export that a reader wants in words instead of JSON. */
  cells?: Readonly<Record<string, (view: V) => unknown>>;
  /** Rows that the actor sees: all, or those of the ids. */
  load(tx: Tx, ids: readonly string[] | null): Promise<Stored<S, V>[]>;
  columns(fields: S, refs: Refs): Columns;
  /** Makes room in the rows that are there for what is written next, where a uniqueness spans several records. */
  makeRoom?: (tx: Tx, drafts: readonly Draft<S>[]) => Promise<void>;
  /** Writes what belongs to the records in tables of its own, in place of what was there. */
  writeParts?: (tx: Tx, drafts: readonly Draft<S>[], refs: Refs) => Promise<void>;
  /** Tells people of what has been written, where somebody must know. `before` is null for a new record. */
  tell?: (tx: Tx, actor: Actor, changes: readonly { before: S | null; draft: Draft<S> }[]) => Promise<void>;
};
