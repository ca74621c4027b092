import type { Actor } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
import type { Prisma, Tx } from "@/lib/db/server";

/** A condition that is moved, with its overlap. */
export type MovedRow = {
  id: string;
  owner_id: string;
  status: string;
  due_on: Date;
  review_id: string;
  overlap_id: string;
};

/** Conditions and their overlap, locked. `where` speaks of `c` and `r`. */
export const lockWhere = (tx: Tx, where: Prisma.Sql): Promise<MovedRow[]> => tx.$queryRaw<MovedRow[]>`
  SELECT c.id::text, c.owner_id::text, c.status, c.due_on, c.review_id::text, r.overlap_id::text
  FROM condition c JOIN review r ON r.id = c.review_id WHERE ${where} ORDER BY c.number FOR UPDATE OF c`;

export const movedEntry = (actor: Actor, action: string, row: MovedRow, after: object): AuditInput => ({
  ...{ actor, action, entity: "condition", entity_id: row.id },
  before: { status: row.status },
  after,
});

export const idsOf = (rows: readonly MovedRow[]): string[] => rows.map(({ id }) => id);
