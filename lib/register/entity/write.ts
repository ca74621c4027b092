import type { z } from "zod";
import { type Actor, actorRef, authorize, authorizeWrite, can } from "@/lib/access";
import { canonicalJson, toCanonical } from "@/lib/audit";
import { type AuditInput, appendAuditMany } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";
import { forbidden, type InputError, invalid } from "@/lib/kernel/errors";
import { pointerToken } from "@/lib/kernel/pointer";
import type { Visibility } from "../fields";
import { detectOverlaps } from "../overlaps/detect-overlaps";
import { writeSources } from "./facts";
import { inputPointer } from "./pointer";
import { faultyReferences } from "./refs";
import { insertRows, updateRows } from "./rows";
import type { Draft, Entity, Fields, Refs } from "./types";

/** A change that was merged and parsed but not written yet. `before` is null for a new record. */
export type Change<S extends Fields> = {
  before: S | null;
  draft: Draft<S>;
  input: Readonly<Record<string, unknown>>;
  pointer: string;
};

const MAX_ERRORS = 1000;
/** "register": whoever writes waits here, so that each run of detection sees all that was saved before. */
const LOCK = 0x7265676973;

const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${pointerToken(String(part))}`).join("");

/** Puts writers of the register into one order. Call first in a transaction that writes. */
export async function lockRegister(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
}

/** The record's fields as the schema types them. Faults of the merged whole are errors of the input. */
export function parseFields<S extends Fields>(
  full: z.ZodType<S>,
  merged: Readonly<Record<string, unknown>>,
  pointer: string,
  errors: InputError[],
): S | null {
  const result = full.safeParse(merged);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) {
    const missing = path.length === 1 && merged[String(path[0])] === undefined;
    errors.push({ pointer: pointer + pointerOf(path), message: missing ? "Required." : message });
  }
  return null;
}

export const isSame = (a: unknown, b: unknown): boolean =>
  canonicalJson(toCanonical(a)) === canonicalJson(toCanonical(b));

/** Everything that can be wrong with changes of one type beyond their shape: references, sources, rules. */
export async function checkChanges<S extends Fields, V>(
  tx: Tx,
  entity: Entity<S, V>,
  changes: readonly Change<S>[],
  refs: Refs,
): Promise<InputError[]> {
  const at = new Map(changes.map((change) => [change.draft.fields.key, change]));
  const place = ({ pointer, draft, input }: Change<S>, error: InputError): InputError => ({
    ...error,
    pointer: pointer + inputPointer(error.pointer, entity, draft.fields, input),
  });
  const single = changes.flatMap((change) => {
    const { before, draft } = change;
    const named = before === null ? [] : entity.references(before);
    const found = [
      ...faultyReferences(entity.references(draft.fields), named, refs),
      ...(entity.isStated?.(draft.fields) ? [] : unsourced(draft.fields)),
    ];
    return found.map((error) => place(change, error));
  });
  const drafts = changes.map(({ draft }) => draft);
  const found = drafts.length > 0 && entity.rules ? await entity.rules(tx, drafts) : [];
  return [
    ...single,
    ...found.flatMap(({ key, error }) => {
      const change = at.get(key);
      return change ? [place(change, error)] : [];
    }),
  ];
}

/** A public fact wants a source that states it. */
function unsourced(fields: Fields & { visibility?: Visibility; sources?: readonly string[] }): InputError[] {
  const bare = fields.visibility === "public" && fields.sources?.length === 0;
  return bare ? [{ pointer: "/visibility", message: "A public fact needs a source." }] : [];
}

/** Throws 403 unless the actor may write the record as it was and as it shall be. */
export async function authorizeChange<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  before: S | null,
  next: S,
): Promise<void> {
  if (before === null && entity.added_by === "writers") return;
  for (const fields of before ? [before, next] : [next])
    authorizeWrite(actor, await managersOf(tx, await entity.managedBy(fields, tx)));
  const guarded = entity.guarded?.filter((name) => !isSame(before?.[name], next[name])) ?? [];
  if (guarded.length > 0 && !can(actor, "register:write"))
    throw forbidden(`Only compliance changes ${guarded.join(", ")}.`);
}

/** E-mail addresses of those who manage any of the parties. */
export async function managersOf(tx: Tx, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await tx.partyManager.findMany({ where: { party: { key: { in: [...keys] } } } });
  return rows.map(({ email }) => email);
}

/** Throws 403 unless the actor may write at least something in the register. */
export const authorizeWriter = (actor: Actor): void =>
  authorize(actor, "register:write", "register:write_assigned");

/** Writes changes that were checked, and returns the audit entries that must go into the same transaction. */
export async function writeChanges<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  changes: readonly Change<S>[],
  refs: Refs,
): Promise<AuditInput[]> {
  const updated_at = new Date();
  const rowsOf = (some: readonly Change<S>[]) =>
    some.map(({ draft: { fields, ...own } }) => ({ ...entity.columns(fields, refs), ...own, updated_at }));
  await entity.makeRoom?.(
    tx,
    changes.map(({ draft }) => draft),
  );
  await insertRows(tx, entity.name, rowsOf(changes.filter(({ before }) => before === null)));
  await updateRows(tx, entity.name, rowsOf(changes.filter(({ before }) => before !== null)));
  const drafts = changes.map(({ draft }) => draft);
  if (drafts.length > 0) await entity.writeParts?.(tx, drafts, refs);
  if (drafts.length > 0 && entity.sourced) await writeSources(tx, entity.name, drafts, refs);
  if (changes.length > 0) await entity.tell?.(tx, actor, changes);
  return changes.map(({ before, draft }) => ({
    actor,
    action: `${entity.name}:${before === null ? "create" : "update"}`,
    entity: entity.name,
    entity_id: draft.id,
    ...(before === null ? {} : { before }),
    after: draft.fields,
  }));
}

/** Throws 422 when there is any error. */
export function throwErrors(errors: readonly InputError[]): void {
  if (errors.length > 0) throw invalid(errors.slice(0, MAX_ERRORS));
}

/** The audit entries of a write, then the rules over the new register: in the transaction of the change. */
export async function finishWrite(tx: Tx, entries: readonly AuditInput[]): Promise<void> {
  await appendAuditMany(tx, entries);
  // Which record it was is not said: whoever sees the overlap may not see the record.
  await detectOverlaps(tx, "The register changed.");
}

export const nextDraft = <S extends Fields>(
  actor: Actor,
  id: string,
  fields: S,
  version: number,
): Draft<S> => ({ id, fields, version, updated_by: actorRef(actor) });
