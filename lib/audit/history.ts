import { z } from "zod";
import type { Tx } from "@/lib/db/server";

const Payload = z.object({
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
const Fields = z.record(z.string(), z.unknown());

export type AuditChange = { field: string; before: unknown; after: unknown };

export type AuditHistoryItem = {
  seq: string;
  at: string;
  /** `person:ID`, `key:ID` or `system:NAME`; `identity` names the person. */
  actor: string;
  action: string;
  reason: string | null;
  /** Fields that differ; of a created record all that are not null. */
  changes: AuditChange[];
};

const SILENT = new Set(["version", "updated_at", "updated_by", "created_at", "id"]);

function changesOf(payload: z.infer<typeof Payload>): AuditChange[] {
  const before = Fields.safeParse(payload.before).data ?? {};
  const after = Fields.safeParse(payload.after).data ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !SILENT.has(name),
  );
  return names
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

/** Entries about one record, newest first. The caller must have shown that the actor may see the record. */
export async function auditHistory(
  tx: Tx,
  entity: string,
  entity_id: string,
  limit = 50,
): Promise<AuditHistoryItem[]> {
  const entries = await tx.auditEntry.findMany({
    where: { entity, entity_id },
    orderBy: { seq: "desc" },
    take: limit,
  });
  return entries.map((entry) => ({
    seq: entry.seq.toString(),
    at: entry.at.toISOString(),
    actor: `${entry.actor_kind}:${entry.actor_id}`,
    action: entry.action,
    reason: entry.reason,
    changes: changesOf(Payload.parse(JSON.parse(Buffer.from(entry.bytes).toString("utf8")))),
  }));
}

/** When a field of records of one kind was last changed after they were created, by id; others are absent. */
export async function lastChanges(tx: Tx, entity: string, field: string): Promise<Map<string, Date>> {
  const entries = await tx.auditEntry.findMany({
    where: { entity, action: `${entity}:update` },
    select: { entity_id: true, at: true, bytes: true },
    orderBy: { seq: "asc" },
  });
  const last = new Map<string, Date>();
  for (const { entity_id, at, bytes } of entries) {
    const changes = changesOf(Payload.parse(JSON.parse(Buffer.from(bytes).toString("utf8"))));
    if (changes.some((change) => change.field === field)) last.set(entity_id, at);
  }
  return last;
}
