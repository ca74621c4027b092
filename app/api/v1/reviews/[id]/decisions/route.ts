import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { ReviewDecisionInput, ReviewView } from "@/lib/register";
import { decideReview } from "@/lib/register/server";

export const POST = route(
  {
    path: "/reviews/{id}/decisions",
    summary: "Decide a submitted review as a second person; keys are refused",
    access: "review:decide",
    body: ReviewDecisionInput,
    responses: { 200: ReviewView },
  },
  async ({ actor, params, body }) => recordResponse(await decideReview(actor, params.id ?? "", body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
