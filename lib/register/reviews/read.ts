import type { Actor } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { formatDay } from "@/lib/kernel/time";
import { mayOf } from "./may";
import { type ConditionInput, ConditionKind, type ReviewListItem, type ReviewView } from "./schema";
import { findReview, type ListedReview, reviewsInForce, type WholeReview } from "./store";
import { namedIn, toReviewListItem, toReviewView } from "./view";

/** The conditions of reviews as they were asked for, by id of the review. */
export async function conditionInputs(
  tx: Tx,
  rows: readonly { id: string }[],
): Promise<Map<string, ConditionInput[]>> {
  const conditions = await tx.condition.findMany({
    where: { review_id: { in: rows.map(({ id }) => id) } },
    select: { review_id: true, kind: true, text: true, owner_id: true, due_on: true },
    orderBy: { number: "asc" },
  });
  const owners = await tx.person.findMany({
    where: { id: { in: conditions.map(({ owner_id }) => owner_id) } },
    select: { id: true, email: true },
  });
  const emails = new Map(owners.map(({ id, email }) => [id, email]));
  const inputs = new Map<string, ConditionInput[]>();
  for (const { review_id, kind, text, owner_id, due_on } of conditions) {
    const input = {
      kind: ConditionKind.parse(kind),
      text,
      owner: emails.get(owner_id) ?? "",
      due_on: formatDay(due_on.getTime()),
    };
    inputs.set(review_id, [...(inputs.get(review_id) ?? []), input]);
  }
  return inputs;
}

/** Reviews as views, in their order. */
export async function viewsOf(tx: Tx, actor: Actor, rows: readonly WholeReview[]): Promise<ReviewView[]> {
  const labels = await actorLabels(tx, rows.flatMap(namedIn));
  const in_force = await reviewsInForce(
    tx,
    rows.map(({ overlap_id }) => overlap_id),
  );
  const inputs = await conditionInputs(tx, rows);
  const views: ReviewView[] = [];
  for (const row of rows) {
    const beside = { in_force, condition_inputs: inputs.get(row.id) ?? [], may: await mayOf(tx, actor, row) };
    views.push(toReviewView(row, labels, beside));
  }
  return views;
}

/** Reviews as a list shows them. */
export async function listItemsOf(tx: Tx, rows: readonly ListedReview[]): Promise<ReviewListItem[]> {
  const labels = await actorLabels(tx, rows.flatMap(namedIn));
  const in_force = await reviewsInForce(
    tx,
    rows.map(({ overlap_id }) => overlap_id),
  );
  return rows.map((row) => toReviewListItem(row, labels, in_force));
}

/** One review as it stands now, in the caller's transaction. Throws 404. */
export async function readReview(tx: Tx, actor: Actor, id: string): Promise<ReviewView> {
  const [view] = await viewsOf(tx, actor, [await findReview(tx, actor, id)]);
  if (!view) throw new Error("A review that was found has a view.");
  return view;
}
