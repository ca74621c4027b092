import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { findOverlap } from "../overlaps/store";
import { readReview, viewsOf } from "./read";
import type { ReviewView } from "./schema";
import { REVIEW_WHOLE, shownReviews } from "./store";

/** One review by its id or number (RV-0001). Throws 404 for what is unknown or behind a wall, and others' drafts. */
export function getReview(actor: Actor, id: string): Promise<ReviewView> {
  authorize(actor, "overlap:read");
  return withActor(actor, (tx) => readReview(tx, actor, id));
}

/** The reviews of an overlap, newest first; others' drafts are not among them. Throws 404. */
export function reviewsOf(actor: Actor, overlap: string): Promise<ReviewView[]> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const { id } = await findOverlap(tx, actor, overlap);
    const rows = await tx.review.findMany({
      where: { AND: [{ overlap_id: id }, await shownReviews(tx, actor)] },
      include: REVIEW_WHOLE,
      orderBy: { number: "desc" },
    });
    return viewsOf(tx, actor, rows);
  });
}
