import { type Actor, authorize } from "@/lib/access";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { overlapNumber } from "../overlaps/schema";
import { inOrder, orderSql, type SortColumns, sortedIds } from "../sort-sql";
import { numberedPage } from "../sorting";
import { listItemsOf } from "./read";
import { type ReviewList, ReviewStatus, type ReviewsQuery } from "./schema";
import { type ListedReview, ownRefs, REVIEW_LISTED, shownReviews } from "./store";

/** The overlap that a filter names; what names none finds nothing. */
function ofOverlap(named: string): Prisma.ReviewWhereInput {
  const number = overlapNumber(named);
  if (number !== null) return { overlap: { number: Math.min(number, 2_147_483_647) } };
  return isUuid(named) ? { overlap_id: named } : { id: { in: [] } };
}

async function whereOf(tx: Tx, actor: Actor, query: ReviewsQuery): Promise<Prisma.ReviewWhereInput> {
  const { status, overlap, requested_by, mine, sort, cursor } = query;
  const conditions: Prisma.ReviewWhereInput[] = [await shownReviews(tx, actor)];
  if (status) conditions.push({ status: { in: status } });
  if (overlap !== undefined) conditions.push(ofOverlap(overlap));
  if (requested_by !== undefined) conditions.push({ requested_by });
  if (mine !== undefined) {
    const own = { requested_by: { in: await ownRefs(tx, actor) } };
    conditions.push(mine === "true" ? own : { NOT: own });
  }
  if (cursor !== undefined && sort === undefined) conditions.push({ number: { lt: Number(cursor) } });
  return { AND: conditions };
}

const COLUMNS: SortColumns = {
  key: Prisma.sql`r.number`,
  overlap: Prisma.sql`o.number`,
  overlap_title: Prisma.sql`lower(o.title)`,
  severity: Prisma.sql`o.severity`,
  status: Prisma.sql`array_position(${ReviewStatus.options}::text[], r.status)`,
  outcome: Prisma.sql`r.outcome`,
  round: Prisma.sql`r.round`,
  created_at: Prisma.sql`r.created_at`,
  submitted_at: Prisma.sql`r.submitted_at`,
  decided_at: Prisma.sql`r.decided_at`,
  recertify_on: Prisma.sql`r.recertify_on`,
};
const FROM = Prisma.sql`review r JOIN overlap o ON o.id = r.overlap_id`;

type Page = { rows: ListedReview[]; next_cursor: string | null };

async function newestFirst(tx: Tx, where: Prisma.ReviewWhereInput, limit: number): Promise<Page> {
  const rows = await tx.review.findMany({
    where,
    include: REVIEW_LISTED,
    orderBy: { number: "desc" },
    take: limit + 1,
  });
  return numberedPage(rows, limit);
}

type Sorting = Pick<ReviewsQuery, "cursor" | "limit"> & { sort: string };

async function sorted(
  tx: Tx,
  where: Prisma.ReviewWhereInput,
  { sort, cursor, limit }: Sorting,
): Promise<Page> {
  const asked = await tx.review.findMany({ where, select: { id: true } });
  const { ids, next_cursor } = await sortedIds(tx, {
    ...{ from: FROM, id: Prisma.sql`r.id`, cursor, limit },
    where: Prisma.sql`r.id = ANY (${asked.map(({ id }) => id)}::uuid[])`,
    order: orderSql(sort, COLUMNS, Prisma.sql`r.number DESC`),
  });
  const rows = await tx.review.findMany({ where: { id: { in: ids } }, include: REVIEW_LISTED });
  return { rows: inOrder(rows, ids), next_cursor };
}

/**
 * Reviews, newest first or as `sort` says. The cursor is the number of the last one of the page before; with `sort` the
 * number of those before. Throws 403.
 */
export function listReviews(actor: Actor, query: ReviewsQuery): Promise<ReviewList> {
  authorize(actor, "overlap:read");
  const { sort, cursor, limit } = query;
  return withActor(actor, async (tx) => {
    const where = await whereOf(tx, actor, query);
    const { rows, next_cursor } =
      sort === undefined
        ? await newestFirst(tx, where, limit)
        : await sorted(tx, where, { sort, cursor, limit });
    return { items: await listItemsOf(tx, rows), next_cursor };
  });
}
