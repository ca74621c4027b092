import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { conflict, invalid, personRequired } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { lockRegister } from "../entity/write";
import { reviewOver } from "./move";
import { readReview } from "./read";
import type { InterestInput, ReviewView } from "./schema";
import { findReview, type Scene } from "./store";

/** Records what a person says of their interests in a review, once; in the caller's transaction. */
export async function recordInterest({ tx, actor, review }: Scene, input: InterestInput): Promise<void> {
  const { has_interest, statement } = input;
  const said = review.interests.filter(({ declared_by }) => declared_by === actorRef(actor));
  if (said.at(-1)?.has_interest === has_interest && !has_interest) return;
  const id = uuidv7();
  await tx.reviewInterest.create({
    data: {
      ...{ id, review_id: review.id, has_interest, statement: statement ?? null },
      // Stamped by the database.
      declared_by: actorRef(actor),
    },
  });
  await appendAudit(tx, {
    actor,
    action: "review:declare_interest",
    entity: "review",
    entity_id: review.id,
    after: { has_interest, statement: statement ?? null },
  });
}

/** Whether a person has declared an interest in a review: it stays. */
export const hasInterest = ({ actor, review }: Pick<Scene, "actor" | "review">): boolean =>
  review.interests.some(({ declared_by, has_interest }) => has_interest && declared_by === actorRef(actor));

/**
 * Says whether one has an interest of one's own in what a review decides. An interest once declared stays: whoever has
 * one does not decide this review. Keys are refused; 409 when the review is over, or when an interest is taken back.
 */
export function declareInterest(actor: Actor, id: string, input: InterestInput): Promise<ReviewView> {
  if (actor.kind !== "person") throw personRequired();
  authorize(actor, "review:decide");
  if (input.has_interest && input.statement === undefined)
    throw invalid([{ pointer: "/statement", message: "Say which interest." }]);
  return withActor(actor, async (tx) => {
    await lockRegister(tx);
    const review = await findReview(tx, actor, id);
    if (!["submitted", "changes_requested"].includes(review.status)) throw reviewOver(review.status);
    if (!input.has_interest && hasInterest({ actor, review }))
      throw conflict("interest", "You declared an interest in it; another person decides.");
    await recordInterest({ tx, actor, review }, input);
    return readReview(tx, actor, review.id);
  });
}
