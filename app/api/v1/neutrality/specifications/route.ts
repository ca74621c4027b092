import { otherMethods, route } from "@/lib/http/server";
import { NeutralityQuery, SpecificationCurve } from "@/lib/neutrality";
import { readSpecifications } from "@/lib/neutrality/server";

export const GET = route(
  {
    path: "/neutrality/specifications",
    summary:
      "The lift under every defensible way to measure it, from the least to the greatest, and how many agree",
    access: "routing:read",
    query: NeutralityQuery,
    responses: { 200: SpecificationCurve },
  },
  ({ actor, query }) => readSpecifications(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
