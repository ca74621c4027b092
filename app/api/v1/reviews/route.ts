import { otherMethods, route } from "@/lib/http/server";
import { ReviewList, ReviewsQuery } from "@/lib/register";
import { listReviews } from "@/lib/register/server";

export const GET = route(
  {
    path: "/reviews",
    summary: "Reviews, newest first; drafts of others are not among them",
    access: "overlap:read",
    query: ReviewsQuery,
    responses: { 200: ReviewList },
  },
  ({ actor, query }) => listReviews(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
