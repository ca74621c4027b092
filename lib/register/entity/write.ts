import type { z } from "zod";
import { type Actor, actorRef, authorizeWrite } from "@/lib/access";
import { type AuditInput, appendAuditMany } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";
import { type InputError, invalid } from "@/lib/kernel/errors";
import { pointerToken } from "@/lib/kernel/pointer";
import type { Visibility } from "../fields";
import { missingReferences } from "./refs";
import type { Draft, Entity, Fields, Refs } from "./types";

/** A change that was merged and parsed but not written yet. `before` is null for a new record. */
export type Change<S extends Fields> = { before: S | null; draft: Draft<S>; pointer: string };

const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${pointerToken(String(part))}`).join("");

/** The record's fields as the schema types them. Faults of the merged whole are errors of the input. */
export function parseFields<S extends Fields>(
  full: z.ZodType<S>,
  merged: unknown,
  pointer: string,
  errors: InputError[],
): S | null {
  const result = full.safeParse(merged);
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    errors.push({ pointer: pointer + pointerOf(issue.path), message: issue.message });
  return null;
}

/** Everything that can be wrong with changes of one type beyond their shape: references, sources, rules. */
export async function checkChanges<S extends Fields, V>(
  tx: Tx,
  entity: Entity<S, V>,
  changes: readonly Change<S>[],
  refs: Refs,
): Promise<InputError[]> {
  const at = new Map(changes.map(({ draft, pointer }) => [draft.fields.key, pointer]));
  const shift = (base: string) => (error: InputError) => ({ ...error, pointer: base + error.pointer });
  const references = changes.flatMap(({ draft, pointer }) =>
    [...missingReferences(entity.references(draft.fields), refs), ...unsourced(draft.fields)].map(
      shift(pointer),
    ),
  );
  const drafts = changes.map(({ draft }) => draft);
  const found = drafts.length > 0 && entity.rules ? await entity.rules(tx, drafts) : [];
  return [...references, ...found.map(({ key, error }) => shift(at.get(key) ?? "")(error))];
}

/** A public fact wants a source that states it. */
function unsourced(fields: Fields & { visibility?: Visibility; sources?: string[] }): InputError[] {
  const bare = fields.visibility === "public" && fields.sources?.length === 0;
  return bare ? [{ pointer: "/visibility", message: "A public fact needs a source." }] : [];
}

/** Throws 403 unless the actor may write each record, as it was and as it shall be. */
export async function authorizeChanges<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  changes: readonly Pick<Change<S>, "before" | "draft">[],
): Promise<void> {
  for (const { before, draft } of changes)
    for (const fields of before ? [before, draft.fields] : [draft.fields])
      authorizeWrite(actor, await managersOf(tx, await entity.managedBy(fields, tx)));
}

async function managersOf(tx: Tx, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await tx.partyManager.findMany({ where: { party: { key: { in: [...keys] } } } });
  return rows.map(({ email }) => email);
}

/** Writes changes that were checked, and returns the audit entries that must go into the same transaction. */
export async function writeChanges<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  changes: readonly Change<S>[],
  refs: Refs,
): Promise<AuditInput[]> {
  const created = changes.filter(({ before }) => before === null).map(({ draft }) => draft);
  if (created.length > 0) await entity.insert(tx, created, refs);
  for (const { before, draft } of changes) if (before !== null) await entity.replace(tx, draft, refs);
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
  if (errors.length > 0) throw invalid(errors.slice(0, 100));
}

/** The audit entries of a write, then the rules over the new register: in the transaction of the change. */
export async function finishWrite(tx: Tx, entries: readonly AuditInput[]): Promise<void> {
  await appendAuditMany(tx, entries);
}

export const nextDraft = <S extends Fields>(
  actor: Actor,
  id: string,
  fields: S,
  version: number,
): Draft<S> => ({
  id,
  fields,
  version,
  updated_by: actorRef(actor),
});
