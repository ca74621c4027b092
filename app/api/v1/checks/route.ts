import { CheckInput, CheckList, ChecksQuery, CheckView } from "@/lib/commitments";
import { defineCheck, listChecks } from "@/lib/commitments/server";
import { route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/checks",
    summary: "List versions of checks",
    access: "promise:read",
    query: ChecksQuery,
    responses: { 200: CheckList },
  },
  ({ actor, query }) => listChecks(actor, query),
);

export const POST = route(
  {
    path: "/checks",
    summary: "Define a check before the first day that it judges",
    access: "check:define",
    body: CheckInput,
    responses: { 201: CheckView },
  },
  async ({ actor, body }) => {
    const view = await defineCheck(actor, body);
    return Response.json(view, { status: 201, headers: { location: `/api/v1/checks/${view.id}` } });
  },
);
