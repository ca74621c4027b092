import type { OverlapPageProps } from "@/components/overlaps";
import type { HandedOn } from "@/components/overlaps/DecideDialog";
import { shownReview } from "@/components/overlaps/review-words";
import { actorRef, can, type PersonActor } from "@/lib/access";
import type { OverlapView } from "@/lib/register";
import {
  conditionsOf,
  listBarred,
  listComments,
  listDelegations,
  mayRequest,
  reviewsOf,
} from "@/lib/register/server";

type Judged = Omit<OverlapPageProps, "overlap" | "traffic" | "now_ms">;

/** What people did about an overlap, and what this one may do. */
export async function readJudged(actor: PersonActor, overlap: OverlapView): Promise<Judged> {
  const [reviews, conditions, comments, ask, handed_on] = await Promise.all([
    reviewsOf(actor, overlap.id),
    conditionsOf(actor, overlap.id),
    listComments(actor, overlap.id),
    mayRequest(actor, overlap.id),
    readHandedOn(actor),
  ]);
  const shown = shownReview(reviews);
  return {
    reviews,
    conditions,
    comments: comments.items,
    barred: shown?.status === "submitted" ? await listBarred(actor, shown.id) : [],
    handed_on,
    me: actorRef(actor),
    seat_is_mine: overlap.reviewer === actor.email,
    may: { ask, comment: can(actor, "review:request") || can(actor, "review:decide") },
  };
}

/** Delegations under which the reader may decide for somebody else today. */
export async function readHandedOn(actor: PersonActor): Promise<HandedOn[]> {
  if (!can(actor, "review:decide")) return [];
  const { items } = await listDelegations(actor);
  return items.filter(({ active, to }) => active && to === actor.email);
}
