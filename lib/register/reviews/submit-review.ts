import type { Actor } from "@/lib/access";
import type { Prisma } from "@/lib/db/server";
import { conflict, type InputError, invalid, staleVersion } from "@/lib/kernel/errors";
import { formatDay } from "@/lib/kernel/time";
import { authorizeRequest } from "./access";
import { actOnReview, authorizeOwn, finishReview, summaryOf } from "./act";
import { factsOf } from "./facts";
import { move } from "./move";
import { conditionInputs } from "./read";
import { conditionFaults } from "./rules";
import type { ConditionInput, ReviewView } from "./schema";
import type { Scene } from "./store";
import { tellSubmitted } from "./tell";

/** The facts of today, as a review is pinned to them. */
export const pinOf = (overlap: Scene["review"]["overlap"]) => ({
  facts_hash: overlap.facts_hash,
  facts: factsOf(overlap) satisfies Prisma.InputJsonValue,
});

export const supersededOverlap = () =>
  conflict("superseded", "Its facts no longer hold: there is nothing to judge.");

/** Days that were still to come when the conditions were written. */
const dayFaults = (conditions: readonly ConditionInput[]): InputError[] =>
  conditions.flatMap(({ due_on }, at) =>
    due_on < formatDay(Date.now())
      ? [{ pointer: `/conditions/${at}/due_on`, message: "This day is over." }]
      : [],
  );

/** Pins a review to today's facts and asks for a decision, in the caller's transaction. */
export async function submit(scene: Scene): Promise<void> {
  const { tx, review } = scene;
  if (review.overlap.status === "superseded") throw supersededOverlap();
  const conditions = (await conditionInputs(tx, [review])).get(review.id) ?? [];
  const faults = [...conditionFaults(review.outcome, conditions.length), ...dayFaults(conditions)];
  if (faults.length > 0) throw invalid(faults);
  const after = await tx.review.update({
    where: { id: review.id },
    data: {
      status: move(review.status, "submit"),
      round: review.round + 1,
      version: review.version + 1,
      ...pinOf(review.overlap),
    },
  });
  const change = { before: summaryOf(review), after: summaryOf(after) };
  await tellSubmitted({ ...scene, review: { ...review, ...after } });
  await finishReview(scene, { action: "review:submit", ...change });
}

/**
 * Submits a draft, or once more what changes were requested of, on the facts of today. Throws 403 for others' reviews
 * and for overlaps of no assigned party, 409 when it is submitted or over or the overlap superseded, 422 for an outcome
 * that does not fit its conditions, 412 where a version is given that it no longer has.
 */
export function submitReview(actor: Actor, id: string, if_match: number | null = null): Promise<ReviewView> {
  return actOnReview(actor, id, "review:request", async (scene) => {
    await authorizeOwn(scene);
    await authorizeRequest(scene.tx, actor, scene.review.overlap_id);
    move(scene.review.status, "submit");
    const { version } = scene.review;
    if (if_match !== null && if_match !== version) throw staleVersion(version);
    await submit(scene);
  });
}
