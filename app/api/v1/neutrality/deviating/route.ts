import { otherMethods, route } from "@/lib/http/server";
import { DeviatingAnswer, DeviatingQuery } from "@/lib/neutrality";
import { listDeviating } from "@/lib/neutrality/server";

export const GET = route(
  {
    path: "/neutrality/deviating",
    summary:
      "Decisions for the focus that a neutral router would more likely have made otherwise, the least likely first",
    access: "decision:read",
    query: DeviatingQuery,
    responses: { 200: DeviatingAnswer },
  },
  ({ actor, query }) => listDeviating(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
