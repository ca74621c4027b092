import { type Actor, actorRef, authorize } from "@/lib/access";
import type { AuditInput } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { personRequired } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { dropConditions, endConditions } from "../conditions/end-conditions";
import { openConditions } from "../conditions/open-conditions";
import { lockRegister } from "../entity/write";
import { finishReview, summaryOf } from "./act";
import { checkDelegation } from "./delegations";
import { hasInterest, recordInterest } from "./interest";
import { barredAs } from "./may";
import { move } from "./move";
import { readReview } from "./read";
import { checkDecision, factsChanged, factsMoved, refusalOf, submittedAnew } from "./rules";
import {
  type Barred,
  type DecisionOutcome,
  type ReviewDecisionInput,
  type ReviewView,
  reviewName,
} from "./schema";
import { findReview, type Scene } from "./store";
import { tellDecided } from "./tell";

const isBar = (why: Barred | null): why is Exclude<Barred, "not_a_person" | "no_permission"> =>
  why !== null && why !== "not_a_person" && why !== "no_permission";

const ACTS = { approved: "approve", changes_requested: "request_changes", rejected: "reject" } as const;

/** The records that the actor edited last, or a key of theirs, of those that a review rests on. */
async function lastEdited({ tx, actor, review }: Scene): Promise<string[]> {
  const rows = await tx.$queryRaw<{ label: string }[]>`
    SELECT DISTINCT label FROM evenhand_fact_records(${review.overlap_id}::uuid)
    WHERE evenhand_person_behind(updated_by) = ${actorRef(actor)} ORDER BY label`;
  return rows.map(({ label }) => label);
}

/** Throws 409 where somebody else decides, and where there is nothing to decide; in this order. */
async function refuseDecision({ tx, actor, review }: Scene, outcome: DecisionOutcome): Promise<void> {
  const why = await barredAs(tx, actorRef(actor), review.id);
  if (isBar(why)) throw refusalOf(why, await lastEdited({ tx, actor, review }));
  if (hasInterest({ actor, review })) throw refusalOf("interest");
  move(review.status, ACTS[outcome]);
}

/** Throws 409 where the review or its facts are no longer what the decider says that they read. */
function checkRead({ review }: Scene, { round, facts_hash }: ReviewDecisionInput): void {
  if (round !== undefined && round !== review.round) throw submittedAnew();
  if (facts_hash !== undefined && facts_hash !== review.overlap.facts_hash) throw factsMoved();
}

async function writeDecision(scene: Scene, input: ReviewDecisionInput): Promise<void> {
  const { tx, actor, review } = scene;
  const { outcome, note = null, delegation = null } = input;
  checkRead(scene, input);
  if (delegation !== null) await checkDelegation(scene, delegation);
  const stands = review.facts_hash === review.overlap.facts_hash && review.overlap.status !== "superseded";
  if (outcome === "approved" && !stands) throw factsChanged();
  await recordInterest(scene, { has_interest: false });
  await tx.reviewDecision.create({
    data: {
      ...{
        id: uuidv7(),
        review_id: review.id,
        round: review.round,
        outcome,
        note,
        delegation_id: delegation,
      },
      // Stamped by the database.
      ...{ facts_hash: review.facts_hash, decided_by: actorRef(actor) },
    },
  });
  const after = await tx.review.update({
    where: { id: review.id },
    data: { status: move(review.status, ACTS[outcome]), version: review.version + 1 },
  });
  const conditions = await settleConditions(scene, outcome);
  await tellDecided(scene, outcome);
  const deed = {
    action: `review:${ACTS[outcome]}`,
    reason: note ?? undefined,
    before: summaryOf(review),
    after: { ...summaryOf(after), ...(delegation === null ? {} : { delegation }) },
  };
  await finishReview(scene, deed, conditions);
}

/** Conditions come into force with their review, end with the one that takes its place, or never begin. */
async function settleConditions(
  { tx, actor, review }: Scene,
  outcome: DecisionOutcome,
): Promise<AuditInput[]> {
  const name = reviewName(review.number);
  if (outcome === "rejected") return dropConditions(tx, actor, review.id, `${name} was rejected.`);
  if (outcome === "changes_requested") return [];
  const ended = await endConditions(tx, actor, {
    overlap_ids: [review.overlap_id],
    except_review_id: review.id,
    reason: `Review ${name} took its place.`,
  });
  return [...ended, ...(await openConditions(tx, actor, review.id))];
}

/**
 * Decides a submitted review, as a person who neither asked for it, nor last edited a fact of it, nor manages a partner
 * that it concerns, nor has an interest of their own. Somebody who says that they have one is recorded and refused.
 * Throws 403 for keys and other roles, 404, 409 `self_approval`, `inside_wall`, `interest`, `not_submitted` (also for
 * who comes second, and for another round than was read) or `facts_changed` (since it was submitted or read), 422 for missing words.
 */
export async function decideReview(
  actor: Actor,
  id: string,
  input: ReviewDecisionInput,
): Promise<ReviewView> {
  if (actor.kind !== "person") throw personRequired();
  authorize(actor, "review:decide");
  checkDecision(input);
  const view = await withActor(actor, async (tx) => {
    await lockRegister(tx);
    const review = await findReview(tx, actor, id);
    const scene = { tx, actor, review };
    await refuseDecision(scene, input.outcome);
    if (input.has_interest) {
      await recordInterest(scene, { has_interest: true, statement: input.interest_statement });
      return null;
    }
    await writeDecision(scene, input);
    return readReview(tx, actor, review.id);
  });
  // The declaration is kept: only after its transaction is the decision refused.
  if (view === null) throw refusalOf("interest");
  return view;
}
