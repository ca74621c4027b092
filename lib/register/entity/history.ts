import { type Actor, standsAbove } from "@/lib/access";
import { type AuditHistoryItem, auditHistory } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";
import type { Entity, Fields, Stored } from "./types";

/** The entry by which a record last came out from behind its wall; null where it never did. */
const openedBy = (items: readonly AuditHistoryItem[]): bigint | null => {
  const item = items.find(({ changes }) =>
    changes.some(({ field, before }) => field === "visibility" && before === "confidential"),
  );
  return item ? BigInt(item.seq) : null;
};

/**
 * What happened to a record that the actor sees, newest first. Of the time when it was confidential only that something
 * happened is told, as long as it is open now: who stands above the walls alone reads that.
 */
export async function toldHistory<S extends Fields, V>(
  tx: Tx,
  actor: Actor,
  entity: Entity<S, V>,
  { meta, fields }: Stored<S, V>,
): Promise<AuditHistoryItem[]> {
  const items = await auditHistory(tx, entity.name, meta.id);
  if (!entity.walled || standsAbove(actor)) return items;
  const around = (await entity.wallOf?.(fields, tx)) ?? null;
  // Whoever sees a confidential record is inside.
  const own = "visibility" in fields ? fields.visibility : null;
  if (own === "confidential" || around?.visibility === "confidential") return items;
  const histories = around ? [items, await auditHistory(tx, around.name, around.id)] : [items];
  const opened = histories.map(openedBy).filter((seq) => seq !== null);
  return items.map((item) =>
    opened.some((seq) => BigInt(item.seq) <= seq) ? { ...item, reason: null, changes: [] } : item,
  );
}
