import { z } from "zod";
import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { ReviewInput, ReviewView } from "@/lib/register";
import { requestReview, reviewsOf } from "@/lib/register/server";

export const GET = route(
  {
    path: "/overlaps/{id}/reviews",
    summary: "The reviews of an overlap, newest first; drafts of others are not among them",
    access: "overlap:read",
    responses: { 200: z.object({ items: z.array(ReviewView), next_cursor: z.null() }) },
  },
  async ({ actor, params }) => ({ items: await reviewsOf(actor, params.id ?? ""), next_cursor: null }),
);

export const POST = route(
  {
    path: "/overlaps/{id}/reviews",
    summary: "Ask for a review of an overlap: submitted at once, or kept as a draft",
    access: "review:request",
    body: ReviewInput,
    responses: { 201: ReviewView },
  },
  async ({ actor, params, body }) => {
    const review = await requestReview(actor, params.id ?? "", body);
    return recordResponse(review, 201, `/api/v1/reviews/${review.id}`);
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
