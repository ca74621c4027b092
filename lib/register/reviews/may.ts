import { type Actor, actorRef, can } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { mayRequestOf } from "./access";
import { Barred } from "./schema";

type Asked = {
  id: string;
  overlap_id: string;
  status: string;
  requested_by: string;
  overlap: { status: string };
};

/** What an actor may do with a review as it stands. */
export type May = {
  edit: boolean;
  submit: boolean;
  withdraw: boolean;
  decide: boolean;
  barred: Barred | null;
};

const OPEN = ["draft", "submitted", "changes_requested"];
const CONTENT = ["draft", "changes_requested"];

/** Why the actor may not decide a review, as the database judges it; null when nothing stands against it. */
export async function barredFrom(tx: Tx, actor: Actor, review_id: string): Promise<Barred | null> {
  if (actor.kind !== "person") return "not_a_person";
  if (!can(actor, "review:decide")) return "no_permission";
  return barredAs(tx, actorRef(actor), review_id);
}

/** The same of anybody, whatever their roles. */
export async function barredAs(tx: Tx, person: string, review_id: string): Promise<Barred | null> {
  const [row] = await tx.$queryRaw<{ why: string | null }[]>`
    SELECT evenhand_barred(${review_id}::uuid, ${person}) AS why`;
  return Barred.nullable().parse(row?.why ?? null);
}

/** Whether a review is the actor's own, who may act by a key of theirs. */
export async function isOwn(tx: Tx, actor: Actor, requested_by: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ own: boolean }[]>`
    SELECT evenhand_person_behind(${requested_by}) = evenhand_person_behind(${actorRef(actor)}) AS own`;
  return row?.own === true;
}

type Left = { requested_by: string; overlap_id: string };

/** Whether whoever asked can no longer go on with a review: then compliance may withdraw it. */
export async function isLeftBehind(tx: Tx, { requested_by, overlap_id }: Left): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { left: boolean }[]
  >`SELECT evenhand_left_behind(${requested_by}, ${overlap_id}::uuid) AS left`;
  return row?.left === true;
}

/** Whether the actor may withdraw a review that is open. */
export const mayWithdraw = async (tx: Tx, actor: Actor, review: Left): Promise<boolean> =>
  (await isOwn(tx, actor, review.requested_by)) ||
  (can(actor, "review:decide") && (await isLeftBehind(tx, review)));

/**
 * What the actor may do with a review; of one that is over nothing, and nobody is barred from it. Where its facts are
 * gone there is nothing to judge: it waits for its withdrawal.
 */
export async function mayOf(tx: Tx, actor: Actor, review: Asked): Promise<May> {
  const { status } = review;
  if (!OPEN.includes(status))
    return { edit: false, submit: false, withdraw: false, decide: false, barred: null };
  const ended = review.overlap.status === "superseded";
  const own = await isOwn(tx, actor, review.requested_by);
  const content = own && CONTENT.includes(status) && (await mayRequestOf(tx, actor, review.overlap_id));
  const barred = await barredFrom(tx, actor, review.id);
  return {
    edit: content,
    submit: content && !ended,
    withdraw: can(actor, "review:request") && (await mayWithdraw(tx, actor, review)),
    decide: status === "submitted" && barred === null && !ended,
    barred,
  };
}
