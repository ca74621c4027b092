import { otherMethods, route } from "@/lib/http/server";
import { SimilarAnswer, SimilarQuery } from "@/lib/register";
import { similarParties } from "@/lib/register/server";

export const GET = route(
  {
    path: "/parties/similar",
    summary: "Recorded parties that a name may mean: legal forms, accents, spaces and slips of the pen aside",
    access: "register:read",
    query: SimilarQuery,
    responses: { 200: SimilarAnswer },
  },
  async ({ actor, query }) => ({ items: await similarParties(actor, query.name) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
