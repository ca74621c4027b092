import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { InterestInput, ReviewView } from "@/lib/register";
import { declareInterest } from "@/lib/register/server";

export const POST = route(
  {
    path: "/reviews/{id}/interest",
    summary: "Say whether one has an interest of one's own in what a review decides; declared, it stays",
    access: "review:decide",
    body: InterestInput,
    responses: { 200: ReviewView },
  },
  async ({ actor, params, body }) => recordResponse(await declareInterest(actor, params.id ?? "", body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
