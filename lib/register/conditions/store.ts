import { type Actor, actorRef } from "@/lib/access";
import { Prisma, type Tx } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { formatDay } from "@/lib/kernel/time";
import { findOverlap } from "../overlaps/store";
import { conditionNumber } from "./schema";

export const CONDITION_INCLUDE = {
  review: {
    select: {
      id: true,
      number: true,
      status: true,
      requested_by: true,
      overlap: { select: { id: true, number: true, title: true } },
    },
  },
  // Never the file itself.
  proofs: {
    omit: { content: true },
    orderBy: [{ uploaded_at: "desc" }, { id: "desc" }],
  },
  checks: { orderBy: [{ checked_at: "desc" }, { id: "desc" }] },
  findings: { where: { status: { not: "closed" } }, select: { id: true, number: true } },
} satisfies Prisma.ConditionInclude;

export type ConditionRow = Prisma.ConditionGetPayload<{ include: typeof CONDITION_INCLUDE }>;

/** A draft is its author's alone, and so is what it would demand. `c` and `r` are condition and review. */
export const notInDraftOfOthers = (actor: Actor): Prisma.Sql =>
  Prisma.sql`(r.status <> 'draft' OR evenhand_person_behind(r.requested_by) = evenhand_person_behind(${actorRef(actor)}))`;

const whereOf = (idOrKey: string): Prisma.Sql | null => {
  const number = conditionNumber(idOrKey);
  if (number !== null) return Prisma.sql`c.number = ${Math.min(number, 2_147_483_647)}`;
  return isUuid(idOrKey) ? Prisma.sql`c.id = ${idOrKey}::uuid` : null;
};

/** One condition by its id or its number as CN-0012. Throws 404 where there is none, or none for this actor. */
export async function findCondition(tx: Tx, actor: Actor, idOrKey: string): Promise<ConditionRow> {
  const where = whereOf(idOrKey);
  if (!where) throw notFound();
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id::text FROM condition c JOIN review r ON r.id = c.review_id
    WHERE ${where} AND ${notInDraftOfOthers(actor)}`;
  if (!found) throw notFound();
  const row = await tx.condition.findUnique({ where: { id: found.id }, include: CONDITION_INCLUDE });
  if (!row) throw notFound();
  // The wall on rows: who does not see the overlap sees none of its conditions.
  await findOverlap(tx, actor, row.review.overlap.id);
  return row;
}

/** The same, held against others until the transaction ends. */
export async function lockCondition(tx: Tx, actor: Actor, idOrKey: string): Promise<ConditionRow> {
  const { id } = await findCondition(tx, actor, idOrKey);
  await tx.$queryRaw`SELECT 1 AS one FROM condition WHERE id = ${id}::uuid FOR UPDATE`;
  return findCondition(tx, actor, id);
}

/** The fields that the audit log keeps of a condition. */
export const factsOf = (
  row: Pick<ConditionRow, "kind" | "text" | "owner_id" | "status" | "review_id"> & { due_on: Date },
) => ({
  review: row.review_id,
  kind: row.kind,
  text: row.text,
  owner: row.owner_id,
  due_on: formatDay(row.due_on.getTime()),
  status: row.status,
});
