import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { conflict, invalid } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { writeConditions } from "../conditions/write-conditions";
import { lockRegister } from "../entity/write";
import { authorizeRequest } from "./access";
import { finishReview, summaryOf } from "./act";
import { openReviewWords } from "./open-review";
import { pinPreflight } from "./preflight";
import { readReview } from "./read";
import { conditionFaults } from "./rules";
import type { ReviewInput, ReviewView } from "./schema";
import { findJudged, findReview } from "./store";
import { pinOf, submit, supersededOverlap } from "./submit-review";

/** Throws 409 while a review of the overlap is open. */
async function refuseSecond(tx: Tx, overlap_id: string): Promise<void> {
  const open = await openReviewWords(tx, overlap_id);
  if (open !== null) throw conflict("review_open", open);
}

/**
 * Asks for a review of an overlap: writes it with its conditions, and unless it is a draft submits it at once. Throws
 * 403 for overlaps of no assigned party, 404, 409 `review_open` or `superseded`, 422.
 */
export function requestReview(actor: Actor, overlap: string, input: ReviewInput): Promise<ReviewView> {
  authorize(actor, "review:request");
  return withActor(actor, async (tx) => {
    await lockRegister(tx);
    const judged = await findJudged(tx, actor, overlap);
    await authorizeRequest(tx, actor, judged.id);
    if (judged.status === "superseded") throw supersededOverlap();
    await refuseSecond(tx, judged.id);
    const faults = input.draft ? [] : conditionFaults(input.outcome, input.conditions.length);
    if (faults.length > 0) throw invalid(faults);
    const { outcome, rationale } = input;
    const pinned = await pinPreflight(tx, judged, input.preflight);
    const row = await tx.review.create({
      data: {
        id: uuidv7(),
        overlap_id: judged.id,
        ...{ outcome, rationale, ...pinOf(judged), ...pinned },
        // Stamped by the database.
        ...{ requested_by: "", updated_by: "" },
      },
    });
    const written = await writeConditions(tx, actor, row.id, input.conditions);
    const scene = { tx, actor, review: await findReview(tx, actor, row.id) };
    await finishReview(scene, { action: "review:draft", after: summaryOf(scene.review) }, written);
    if (!input.draft) await submit(scene);
    return readReview(tx, actor, row.id);
  });
}
