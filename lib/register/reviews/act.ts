import { type Actor, authorize, type Permission } from "@/lib/access";
import { type AuditInput, appendAuditMany } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { forbidden } from "@/lib/kernel/errors";
import { lockRegister } from "../entity/write";
import { isOwn } from "./may";
import { readReview } from "./read";
import { type ReviewView, reviewName } from "./schema";
import { findReview, type Scene, settleOverlap, type WholeReview } from "./store";

/**
 * What every change of a review has in common: register lock (facts stand still meanwhile, and of two people the
 * second finds what the first did), the review as the actor sees it, the work, the view. Throws 403, 404.
 */
export function actOnReview(
  actor: Actor,
  id: string,
  permission: Permission,
  work: (scene: Scene) => Promise<void>,
): Promise<ReviewView> {
  authorize(actor, permission);
  return withActor(actor, async (tx) => {
    await lockRegister(tx);
    const review = await findReview(tx, actor, id);
    await work({ tx, actor, review });
    return readReview(tx, actor, review.id);
  });
}

/** Throws 403 for others' reviews: only whoever asked for one changes it. */
export async function authorizeOwn({ tx, actor, review }: Scene): Promise<void> {
  if (!(await isOwn(tx, actor, review.requested_by))) throw notRequester();
}

export const notRequester = () => forbidden("Whoever asked for a review changes it.", "not_requester");

/** What the audit log keeps of a review. */
export const summaryOf = (
  review: Omit<WholeReview, "overlap" | "decisions" | "interests" | "conditions" | "preflight">,
) => ({
  key: reviewName(review.number),
  overlap_id: review.overlap_id,
  status: review.status,
  outcome: review.outcome,
  rationale: review.rationale,
  round: review.round,
  facts_hash: review.facts_hash,
  ...(review.preflight_id === null
    ? {}
    : { preflight_id: review.preflight_id, preflight_hash: review.preflight_hash }),
});

type Deed = Omit<AuditInput, "actor" | "entity" | "entity_id">;

/** Brings the overlap in line with its reviews and appends what was done to the audit log; `more` goes behind it. */
export async function finishReview(
  { tx, actor, review }: Scene,
  deed: Deed,
  more: readonly AuditInput[] = [],
): Promise<void> {
  const settled = await settleOverlap(tx, review.overlap_id);
  await appendAuditMany(tx, [
    { ...deed, actor, entity: "review", entity_id: review.id },
    ...more,
    ...(settled
      ? [
          {
            actor,
            action: "overlap:settle",
            entity: "overlap",
            entity_id: review.overlap_id,
            reason: reviewName(review.number),
            before: { status: settled.before },
            after: { status: settled.after },
          },
        ]
      : []),
  ]);
}
