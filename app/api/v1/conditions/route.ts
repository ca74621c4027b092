import { otherMethods, route } from "@/lib/http/server";
import { ConditionList, ConditionsQuery } from "@/lib/register";
import { listConditions } from "@/lib/register/server";

export const GET = route(
  {
    path: "/conditions",
    summary: "Conditions of reviews, the next due first",
    access: "overlap:read",
    query: ConditionsQuery,
    responses: { 200: ConditionList },
  },
  ({ actor, query }) => listConditions(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
