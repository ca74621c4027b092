import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { ReviewView } from "@/lib/register";
import { submitReview } from "@/lib/register/server";

export const POST = route(
  {
    path: "/reviews/{id}/submit",
    summary:
      "Submit a draft, or once more what changes were requested of, on the facts of today; with If-Match only as it was read",
    access: "review:request",
    responses: { 200: ReviewView },
  },
  async ({ actor, params, if_match }) => recordResponse(await submitReview(actor, params.id ?? "", if_match)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
