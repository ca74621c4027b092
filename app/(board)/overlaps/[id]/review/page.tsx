import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { FactsBeside } from "@/components/overlaps/FactsBeside";
import { overlapHref } from "@/components/overlaps/hrefs";
import { ReviewForm } from "@/components/overlaps/ReviewForm";
import { PageHeader } from "@/components/ui";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { pathParam } from "@/lib/kernel/path-param";
import { getOverlap, mayRequest, reviewsOf, whatIsOpen } from "@/lib/register/server";
import { readReviewForm } from "../read-review-form";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Review of ${pathParam((await params).id).toUpperCase()}` };
}

export default async function Page({ params }: Props) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/overlaps/${id}/review`, "review:request");
  const overlap = await orNotFound(getOverlap(actor, id));
  if (!(await mayRequest(actor, overlap.id))) notFound();
  if (overlap.status === "superseded") redirect(overlapHref.detail(overlap.key));
  const own = (await reviewsOf(actor, overlap.id)).find(({ may }) => may.edit);
  if (own) redirect(overlapHref.edit(overlap.key, own.key));
  const open = await whatIsOpen(actor, overlap.id);
  return (
    <>
      <PageHeader
        title={`Ask for a review of ${overlap.key}`}
        lead={`${overlap.title} You propose, a second person decides. The request is pinned to the facts as they are when you submit it.`}
      />
      {open === null ? (
        <FactsBeside overlap={overlap}>
          <ReviewForm overlap={overlap.key} review={null} {...(await readReviewForm(actor, overlap.id))} />
        </FactsBeside>
      ) : (
        <p>
          {open} <Link href={overlapHref.section(overlap.key, "review")}>Back to {overlap.key}</Link>
        </p>
      )}
    </>
  );
}
