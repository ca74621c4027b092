import { CheckInput, CheckList, ChecksQuery, CheckView, ExportControls } from "@/lib/commitments";
import { defineCheck, exportChecks, listChecks } from "@/lib/commitments/server";
import { csvStream, otherMethods, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/checks",
    summary: "List versions of checks",
    access: "promise:read",
    query: ChecksQuery.safeExtend(ExportControls),
    responses: { 200: CheckList },
  },
  async ({ actor, query: { format, columns, ...query } }) => {
    if (format === "json") return listChecks(actor, query);
    const { chunks, file_name } = await exportChecks(actor, query, columns);
    return csvStream(chunks, file_name);
  },
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

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
