import { otherMethods, route } from "@/lib/http/server";
import { ReadinessAnswer, ReadinessQuery } from "@/lib/routing";
import { readReadiness } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/readiness",
    summary: "What each baseline still lacks, and which model names match nothing",
    access: "routing:read",
    query: ReadinessQuery,
    responses: { 200: ReadinessAnswer },
  },
  ({ actor, query }) => readReadiness(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
