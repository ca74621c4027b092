import type { Actor } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
import { Prisma, type Tx } from "@/lib/db/server";
import { notify } from "../notifications/notify";
import { idsOf, lockWhere, type MovedRow, movedEntry } from "./locked";
import { IN_FORCE } from "./rules";

export type Ending = {
  overlap_ids: readonly string[];
  /** The review that takes the place of the others. */
  except_review_id?: string;
  /** As people read it: "Review RV-0007 took its place." */
  reason: string;
};

/**
 * Ends what earlier reviews of these overlaps demanded and is in force; owners are told. Returns audit entries for the
 * caller to append.
 */
export async function endConditions(
  tx: Tx,
  actor: Actor,
  { overlap_ids, except_review_id, reason }: Ending,
): Promise<AuditInput[]> {
  const others = except_review_id ? Prisma.sql`c.review_id <> ${except_review_id}::uuid` : Prisma.sql`true`;
  const rows = await lockWhere(
    tx,
    Prisma.sql`r.overlap_id = ANY (${[...overlap_ids]}::uuid[]) AND c.status = ANY (${[...IN_FORCE]}::text[]) AND ${others}`,
  );
  const audit = await end(tx, actor, rows, reason);
  for (const { id, owner_id, overlap_id, review_id } of rows)
    await notify(tx, actor, {
      ...{ kind: "condition_ended", to: { people: [owner_id] } },
      ...{ overlap_id, review_id, condition_id: id },
    });
  return audit;
}

/** Ends what a review proposed that was rejected or withdrawn, after its row says so: it was never in force. */
export async function dropConditions(
  tx: Tx,
  actor: Actor,
  review_id: string,
  reason: string,
): Promise<AuditInput[]> {
  const rows = await lockWhere(tx, Prisma.sql`c.review_id = ${review_id}::uuid AND c.status = 'proposed'`);
  return end(tx, actor, rows, reason);
}

async function end(
  tx: Tx,
  actor: Actor,
  rows: readonly MovedRow[],
  ended_reason: string,
): Promise<AuditInput[]> {
  await tx.$executeRaw`
    UPDATE condition SET status = 'ended', ended_reason = ${ended_reason}, version = version + 1
    WHERE id = ANY (${idsOf(rows)}::uuid[])`;
  return rows.map((row) => movedEntry(actor, "condition:end", row, { status: "ended", ended_reason }));
}
