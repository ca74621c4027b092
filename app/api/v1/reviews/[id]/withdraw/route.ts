import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { ReviewView } from "@/lib/register";
import { withdrawReview } from "@/lib/register/server";

export const POST = route(
  {
    path: "/reviews/{id}/withdraw",
    summary: "Take back a review that is not decided, as whoever asked for it",
    access: "review:request",
    responses: { 200: ReviewView },
  },
  async ({ actor, params }) => recordResponse(await withdrawReview(actor, params.id ?? "")),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
