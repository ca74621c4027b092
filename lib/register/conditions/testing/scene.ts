import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { decideReview } from "../../reviews/decide-review";
import { requestReview } from "../../reviews/request-review";
import type { ConditionInput } from "../../reviews/schema";
import { approved, ask, condition, decide } from "../../reviews/testing/scene";
import type { ProofFile } from "../add-proof";
import { getCondition } from "../get-condition";
import type { ConditionView, ProofInput } from "../schema";

/** A UTC day so many days from today, by the real clock. */
export const dayFromNow = (days: number): string => formatDay(Date.now() + days * 86_400_000);

export const period = (over: Partial<ProofInput> = {}): ProofInput => ({
  period_from: dayFromNow(-30),
  period_to: dayFromNow(-1),
  ...over,
});

export const file = (text: string, name = "minutes.txt"): ProofFile => ({
  name,
  media_type: "text/plain",
  content: new TextEncoder().encode(text),
});

export type Asked = { overlap: string; asker: Actor; decider: Actor };

/** A condition in force, of a review that one person asked for and another approved. */
export async function openCondition(
  { overlap, asker, decider }: Asked,
  owner: string,
  over: Partial<ConditionInput> = {},
): Promise<ConditionView> {
  const review = await approved(overlap, asker, decider, {
    outcome: "cleared_with_conditions",
    conditions: [condition(owner, over)],
  });
  return getCondition(asker, review.conditions[0] ?? "");
}

/** The same, due so many days ago: as if it had been given long before. */
export async function overdueCondition(
  { overlap, asker, decider }: Asked,
  owner: string,
  days: number,
): Promise<ConditionView> {
  const conditions = [condition(owner)];
  const draft = await requestReview(
    asker,
    overlap,
    ask({ outcome: "cleared_with_conditions", conditions, draft: true }),
  );
  const id = draft.conditions[0] ?? "";
  // By SQL: the service submits no condition whose day is over.
  await withActor(asker, async (tx) => {
    await tx.condition.update({
      where: { id },
      data: { due_on: new Date(`${dayFromNow(-days)}T00:00:00Z`) },
    });
    await tx.review.update({ where: { id: draft.id }, data: { status: "submitted", round: 1, version: 2 } });
  });
  await decideReview(decider, draft.id, decide("approved"));
  return getCondition(asker, id);
}
