import { type Actor, actorRef } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { canonicalJson, toCanonical } from "./canonical";
import { leafHash } from "./leaf";

export type AuditInput = {
  actor: Actor;
  /** entity:verb, such as `party:create`. */
  action: string;
  /** The table's name. */
  entity: string;
  entity_id: string;
  reason?: string | undefined;
  /** The record before and after; for a change give both, so that history can show what changed. */
  before?: unknown;
  after?: unknown;
};

/** "evenhand" in ASCII: the lock that puts audit entries into one order without gaps. */
const LOCK = 0x6576656e;

/** Appends one entry in the caller's transaction: the change and its entry commit together or not at all. */
export const appendAudit = (tx: Tx, input: AuditInput): Promise<void> => appendAuditMany(tx, [input]);

/** Appends entries in order under one lock. Call late in a transaction: writers wait for each other from here on. */
export async function appendAuditMany(tx: Tx, inputs: readonly AuditInput[]): Promise<void> {
  if (inputs.length === 0) return;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
  const [last] = await tx.$queryRaw<{ seq: bigint }[]>`SELECT coalesce(max(seq), 0) AS seq FROM audit_entry`;
  const at = new Date();
  const data = inputs.map((input, index) => entryRow(input, (last?.seq ?? 0n) + BigInt(index) + 1n, at));
  for (let start = 0; start < data.length; start += 1000) {
    await tx.auditEntry.createMany({ data: data.slice(start, start + 1000) });
  }
}

function entryRow(input: AuditInput, seq: bigint, at: Date) {
  const { actor, action, entity, entity_id, reason } = input;
  const bytes = Buffer.from(
    canonicalJson({
      seq: seq.toString(),
      at: at.toISOString(),
      actor: actorRef(actor),
      action,
      entity,
      entity_id,
      reason,
      before: toCanonical(input.before),
      after: toCanonical(input.after),
    }),
    "utf8",
  );
  return {
    seq,
    at,
    actor_kind: actor.kind,
    actor_id: actor.id,
    action,
    entity,
    entity_id,
    reason: reason ?? null,
    bytes: Uint8Array.from(bytes),
    leaf_hash: Uint8Array.from(leafHash(bytes)),
  };
}
