import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { findOverlap } from "../overlaps/store";
import { reviewName } from "./schema";
import { openReview } from "./store";

const RULE = "one review of an overlap is open at a time.";

/**
 * The open review of an overlap by its number and who asked for it, another's draft too; without either for those from
 * whom it is behind a wall. Null where none is open.
 */
export async function openReviewWords(tx: Tx, overlap_id: string): Promise<string | null> {
  const open = await openReview(tx, overlap_id);
  if (!open) return null;
  // As the actor: what was written behind a wall that fell since is not there for outsiders.
  const seen = await tx.review.findUnique({ where: { id: open.id }, select: { id: true } });
  if (!seen) return `A review of it is open; ${RULE}`;
  const who = (await actorLabels(tx, [open.requested_by])).get(open.requested_by) ?? open.requested_by;
  const what = open.status === "draft" ? `Draft ${reviewName(open.number)}` : reviewName(open.number);
  return `${what} of ${who} is open; ${RULE}`;
}

/** What stands against asking for a review, in words; null where nothing is open. Throws 403, 404. */
export function whatIsOpen(actor: Actor, overlap: string): Promise<string | null> {
  authorize(actor, "review:request");
  return withActor(actor, async (tx) => openReviewWords(tx, (await findOverlap(tx, actor, overlap)).id));
}
