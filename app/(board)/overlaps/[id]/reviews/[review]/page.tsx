import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReviewPage } from "@/components/overlaps/ReviewPage";
import { ReviewPageActs } from "@/components/overlaps/ReviewPageActs";
import { barredNote, barredWords } from "@/components/overlaps/review-words";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { pathParam } from "@/lib/kernel/path-param";
import { formatDay } from "@/lib/kernel/time";
import { conditionsOf, getOverlap, getReview, listBarred } from "@/lib/register/server";
import { readHandedOn } from "../../read-judged";

type Props = { params: Promise<{ id: string; review: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: pathParam((await params).review).toUpperCase() };
}

export default async function Page({ params }: Props) {
  const { id, review: asked } = await params;
  const actor = await requireActor(`/overlaps/${id}/reviews/${asked}`, "overlap:read");
  const review = await orNotFound(getReview(actor, decodeURIComponent(asked)));
  if (review.overlap !== decodeURIComponent(id).toUpperCase()) notFound();
  const waits = review.status === "submitted" && !review.since.ended;
  const [overlap, conditions, barred, handed_on] = await Promise.all([
    getOverlap(actor, review.overlap),
    conditionsOf(actor, review.overlap),
    waits ? listBarred(actor, review.id) : [],
    waits ? readHandedOn(actor) : [],
  ]);
  return (
    <ReviewPage
      review={review}
      overlap={overlap}
      conditions={conditions.filter((condition) => review.conditions.includes(condition.id))}
      today={formatDay(Date.now())}
      note={waits ? (barredWords(review.may.barred) ?? barredNote(barred)) : null}
      acts={<ReviewPageActs review={review} facts_hash={overlap.facts_hash} handed_on={handed_on} />}
    />
  );
}
