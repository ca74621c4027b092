import { otherMethods, route } from "@/lib/http/server";
import { judgedDecisions } from "@/lib/reports/server";
import { DecisionsAnswer, DecisionsQuery } from "@/lib/routing";

export const GET = route(
  {
    path: "/routing/decisions",
    summary: "Single decisions, newest first, with candidates and whether each is tested",
    access: "decision:read",
    query: DecisionsQuery,
    responses: { 200: DecisionsAnswer },
  },
  ({ actor, query }) => judgedDecisions(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
