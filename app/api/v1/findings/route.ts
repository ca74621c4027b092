import { FindingList, FindingsQuery } from "@/lib/commitments";
import { listFindings } from "@/lib/commitments/server";
import { route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/findings",
    summary: "Findings, newest first",
    access: "promise:read",
    query: FindingsQuery,
    responses: { 200: FindingList },
  },
  ({ actor, query }) => listFindings(actor, query),
);
