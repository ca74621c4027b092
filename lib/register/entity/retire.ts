import { type Actor, actorRef } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
import { Prisma, type Tx } from "@/lib/db/server";

/** Marks a record as retired, and returns the audit entry that must go into the same transaction. */
export async function markRetired(
  tx: Tx,
  actor: Actor,
  { name }: { name: string },
  id: string,
  reason: string,
): Promise<AuditInput> {
  await tx.$executeRaw`UPDATE ${Prisma.raw(`"${name}"`)} SET version = version + 1, retired_at = now(),
    retired_reason = ${reason}, updated_at = now(), updated_by = ${actorRef(actor)} WHERE id = ${id}::uuid`;
  return {
    actor,
    action: `${name}:retire`,
    entity: name,
    entity_id: id,
    reason,
    before: { retired: false },
    after: { retired: true },
  };
}
