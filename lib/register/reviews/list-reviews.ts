import { type Actor, authorize } from "@/lib/access";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { overlapNumber } from "../overlaps/schema";
import { listItemsOf } from "./read";
import type { ReviewList, ReviewsQuery } from "./schema";
import { ownRefs, REVIEW_LISTED, shownReviews } from "./store";

/** The overlap that a filter names; what names none finds nothing. */
function ofOverlap(named: string): Prisma.ReviewWhereInput {
  const number = overlapNumber(named);
  if (number !== null) return { overlap: { number: Math.min(number, 2_147_483_647) } };
  return isUuid(named) ? { overlap_id: named } : { id: { in: [] } };
}

async function whereOf(tx: Tx, actor: Actor, query: ReviewsQuery): Promise<Prisma.ReviewWhereInput> {
  const { status, overlap, requested_by, mine, cursor } = query;
  const conditions: Prisma.ReviewWhereInput[] = [await shownReviews(tx, actor)];
  if (status) conditions.push({ status: { in: status } });
  if (overlap !== undefined) conditions.push(ofOverlap(overlap));
  if (requested_by !== undefined) conditions.push({ requested_by });
  if (mine !== undefined) {
    const own = { requested_by: { in: await ownRefs(tx, actor) } };
    conditions.push(mine === "true" ? own : { NOT: own });
  }
  if (cursor !== undefined) conditions.push({ number: { lt: Number(cursor) } });
  return { AND: conditions };
}

/** Reviews, newest first. The cursor is the number of the last one of the page before. Throws 403. */
export function listReviews(actor: Actor, query: ReviewsQuery): Promise<ReviewList> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const rows = await tx.review.findMany({
      where: await whereOf(tx, actor, query),
      include: REVIEW_LISTED,
      orderBy: { number: "desc" },
      take: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: await listItemsOf(tx, page),
      next_cursor: rows.length > query.limit && last ? String(last.number) : null,
    };
  });
}
