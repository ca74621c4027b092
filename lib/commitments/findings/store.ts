import type { Prisma, Tx } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";

export const FINDING_INCLUDE = {
  check: {
    select: {
      id: true,
      key: true,
      check_version: true,
      title: true,
      metric: true,
      definition: true,
      commitment_id: true,
      clause_key: true,
      commitment: { select: { key: true } },
    },
  },
  opened_result: { select: { day: true } },
  condition: {
    select: {
      id: true,
      number: true,
      kind: true,
      text: true,
      due_on: true,
      status: true,
      review: { select: { overlap_id: true, overlap: { select: { number: true, title: true } } } },
    },
  },
} satisfies Prisma.FindingInclude;

export type FindingRow = Prisma.FindingGetPayload<{ include: typeof FINDING_INCLUDE }>;

/** What a finding of a check rests on; what a condition opened has none of it. */
export type CheckFinding = FindingRow & {
  check: NonNullable<FindingRow["check"]>;
  check_id: string;
  window_from: Date;
};

export const isOfCheck = (row: FindingRow): row is CheckFinding =>
  row.check !== null && row.check_id !== null && row.window_from !== null;

/** What a notification speaks of; of a condition's finding the overlap too, which says who may read it. */
export const aboutOf = ({ id, condition_id, condition }: FindingRow) => ({
  finding_id: id,
  condition_id,
  overlap_id: condition?.review.overlap_id ?? null,
});

const CODE = /^F-(\d{4,9})$/;

/** Which row an address means: the id, or the number as F-0001. Null when it can be neither. */
function whereOf(id: string): Prisma.FindingWhereUniqueInput | null {
  const digits = CODE.exec(id)?.[1];
  if (digits !== undefined) return { number: Number(digits) };
  return isUuid(id) ? { id } : null;
}

/** One finding by its id or its code. Throws 404. */
export async function findFinding(tx: Tx, id: string): Promise<FindingRow> {
  const where = whereOf(id);
  const row = where && (await tx.finding.findUnique({ where, include: FINDING_INCLUDE }));
  if (!row) throw notFound();
  return row;
}

/** The same, held against others until the transaction ends. */
export async function lockFinding(tx: Tx, id: string): Promise<FindingRow> {
  const found = await findFinding(tx, id);
  await tx.$queryRaw`SELECT 1 AS one FROM finding WHERE id = ${found.id}::uuid FOR UPDATE`;
  return findFinding(tx, found.id);
}
