import { ResultsPage, ResultsQuery } from "@/lib/commitments";
import { listResults } from "@/lib/commitments/server";
import { route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/results",
    summary: "Results of checks, newest run first",
    access: "promise:read",
    query: ResultsQuery,
    responses: { 200: ResultsPage },
  },
  ({ actor, query }) => listResults(actor, query),
);
