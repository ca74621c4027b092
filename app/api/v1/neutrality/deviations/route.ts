import { route } from "@/lib/http/server";
import { DeviationsAnswer, DeviationsQuery } from "@/lib/neutrality";
import { listDeviations } from "@/lib/neutrality/server";

export const GET = route(
  {
    path: "/neutrality/deviations",
    summary:
      "Decisions that went to our own models though the router's declared rule names others, newest first",
    access: "decision:read",
    query: DeviationsQuery,
    responses: { 200: DeviationsAnswer },
  },
  ({ actor, query }) => listDeviations(actor, query),
);
