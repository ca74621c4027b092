import { csvStream, otherMethods, route } from "@/lib/http/server";
import { notFound } from "@/lib/kernel/errors";
import { judgeOf } from "@/lib/reports/server";
import { readDecisionsView } from "@/lib/routing";
import { DecisionsExportQuery, exportDecisions, trafficDimensions } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/decisions/export",
    summary: "Every decision of a view as CSV; the name and every line say when the traffic was generated",
    access: "decision:read",
    query: DecisionsExportQuery,
    responses: { 200: null },
  },
  async ({ actor, query }) => {
    const dimensions = await trafficDimensions(actor);
    if (!dimensions) throw notFound();
    const view = readDecisionsView(query, dimensions);
    const { file_name, chunks } = await exportDecisions(actor, view, await judgeOf(actor, view));
    return csvStream(chunks, file_name);
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
