import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { FactsBeside } from "@/components/overlaps/FactsBeside";
import { overlapHref } from "@/components/overlaps/hrefs";
import { ReviewForm } from "@/components/overlaps/ReviewForm";
import { lastDecision } from "@/components/overlaps/review-words";
import { PageHeader } from "@/components/ui";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { getOverlap, getReview } from "@/lib/register/server";
import { readReviewForm } from "../../../read-review-form";

export const metadata: Metadata = { title: "Change a review" };

export default async function Page({ params }: { params: Promise<{ id: string; review: string }> }) {
  const { id, review: asked } = await params;
  const actor = await requireActor(`/overlaps/${id}/reviews/${asked}/edit`, "review:request");
  const review = await orNotFound(getReview(actor, decodeURIComponent(asked)));
  // Only whoever asked changes it, before it is submitted or after changes were requested.
  if (!review.may.edit) redirect(overlapHref.review(review.overlap, review.key));
  return (
    <>
      <PageHeader
        title={`${review.status === "draft" ? "Go on with" : "Change"} ${review.key}, a review of ${review.overlap}`}
        lead={lastDecision(review) ?? review.overlap_title}
      />
      <FactsBeside overlap={await getOverlap(actor, review.overlap)}>
        <ReviewForm
          key={review.version}
          overlap={review.overlap}
          review={review}
          {...(await readReviewForm(actor, review.overlap))}
        />
      </FactsBeside>
    </>
  );
}
