import type { Actor } from "@/lib/access";
import { preconditionRequired, staleVersion } from "@/lib/kernel/errors";
import { writeConditions } from "../conditions/write-conditions";
import { isSame } from "../entity/write";
import { authorizeRequest } from "./access";
import { actOnReview, authorizeOwn, finishReview, summaryOf } from "./act";
import { move } from "./move";
import { pinPreflight } from "./preflight";
import { conditionInputs } from "./read";
import type { ReviewPatch, ReviewView } from "./schema";
import { pinOf } from "./submit-review";

/**
 * Changes a draft, or what changes were requested of; conditions given take the place of all. A change of nothing is no
 * new version. Throws 403 for others' reviews, 409 when it is submitted or over, 412 when it was saved since, 428.
 */
export function patchReview(
  actor: Actor,
  id: string,
  patch: ReviewPatch,
  if_match: number | null,
): Promise<ReviewView> {
  return actOnReview(actor, id, "review:request", async (scene) => {
    const { tx, review } = scene;
    if (if_match === null) throw preconditionRequired();
    await authorizeOwn(scene);
    await authorizeRequest(tx, actor, review.overlap_id);
    move(review.status, "edit");
    if (review.version !== if_match) throw staleVersion(review.version);
    const conditions = (await conditionInputs(tx, [review])).get(review.id) ?? [];
    const { preflight_id } = review;
    const before = { outcome: review.outcome, rationale: review.rationale, conditions, preflight_id };
    const { outcome = review.outcome, rationale = review.rationale } = patch;
    const pinned = await pinPreflight(tx, review.overlap, patch.preflight);
    const wanted = {
      ...{ outcome, rationale, conditions: patch.conditions ?? conditions },
      preflight_id: pinned.preflight_id === undefined ? preflight_id : pinned.preflight_id,
    };
    if (isSame(before, wanted)) return;
    // A submission stays pinned to the facts of its moment until it is submitted once more.
    const pin = review.status === "draft" ? pinOf(review.overlap) : {};
    const after = await tx.review.update({
      where: { id: review.id },
      data: { outcome, rationale, version: review.version + 1, ...pin, ...pinned },
    });
    const written = isSame(conditions, wanted.conditions)
      ? []
      : await writeConditions(tx, actor, review.id, wanted.conditions);
    const change = { before: summaryOf(review), after: summaryOf(after) };
    await finishReview(scene, { action: "review:change", ...change }, written);
  });
}
