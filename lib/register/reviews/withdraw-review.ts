import type { Actor } from "@/lib/access";
import { dropConditions } from "../conditions/end-conditions";
import { actOnReview, finishReview, notRequester, summaryOf } from "./act";
import { mayWithdraw } from "./may";
import { move } from "./move";
import { type ReviewView, reviewName } from "./schema";
import { tellWithdrawn } from "./tell";

/**
 * Takes a review back that is not decided; compliance also what somebody left behind who can no longer go on with it.
 * Throws 403 for others' reviews, 404, 409 when it is over.
 */
export function withdrawReview(actor: Actor, id: string): Promise<ReviewView> {
  return actOnReview(actor, id, "review:request", async (scene) => {
    const { tx, review } = scene;
    if (!(await mayWithdraw(tx, actor, review))) throw notRequester();
    const status = move(review.status, "withdraw");
    if (review.status !== "draft") await tellWithdrawn(scene);
    const after = await tx.review.update({
      where: { id: review.id },
      data: { status, version: review.version + 1 },
    });
    const reason = `${reviewName(review.number)} was withdrawn.`;
    const dropped = await dropConditions(tx, actor, review.id, reason);
    const change = { before: summaryOf(review), after: summaryOf(after) };
    await finishReview(scene, { action: "review:withdraw", ...change }, dropped);
  });
}
