import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { ReviewPatch, ReviewView } from "@/lib/register";
import { getReview, patchReview } from "@/lib/register/server";

export const GET = route(
  {
    path: "/reviews/{id}",
    summary: "One review by its id or number (RV-0001), with its rounds and what changed of the facts since",
    access: "overlap:read",
    responses: { 200: ReviewView },
  },
  async ({ actor, params }) => recordResponse(await getReview(actor, params.id ?? "")),
);

export const PATCH = route(
  {
    path: "/reviews/{id}",
    summary: "Change a draft, or what changes were requested of, as whoever asked for it",
    access: "review:request",
    body: ReviewPatch,
    needs_if_match: true,
    responses: { 200: ReviewView },
  },
  async ({ actor, params, body, if_match }) =>
    recordResponse(await patchReview(actor, params.id ?? "", body, if_match)),
);

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
