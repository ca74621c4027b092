import type { Actor } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
import { Prisma, type Tx } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { notify } from "../notifications/notify";
import { idsOf, lockWhere, movedEntry } from "./locked";

/**
 * Puts into force what an approved review proposed, after the review's own row says approved; owners are told. Returns
 * audit entries for the caller to append.
 */
export async function openConditions(tx: Tx, actor: Actor, review_id: string): Promise<AuditInput[]> {
  const rows = await lockWhere(tx, Prisma.sql`c.review_id = ${review_id}::uuid AND c.status = 'proposed'`);
  await tx.$executeRaw`
    UPDATE condition SET status = 'open', version = version + 1 WHERE id = ANY (${idsOf(rows)}::uuid[])`;
  for (const { id, owner_id, due_on, overlap_id } of rows)
    await notify(tx, actor, {
      ...{ kind: "condition_given", to: { people: [owner_id] }, overlap_id, review_id, condition_id: id },
      detail: { due_on: formatDay(due_on.getTime()) },
    });
  return rows.map((row) => movedEntry(actor, "condition:open", row, { status: "open" }));
}
