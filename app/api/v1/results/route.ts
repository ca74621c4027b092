import { ExportControls, ResultsPage, ResultsQuery } from "@/lib/commitments";
import { exportResults, listResults } from "@/lib/commitments/server";
import { csvStream, otherMethods, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/results",
    summary: "Results of checks, newest run first",
    access: "promise:read",
    query: ResultsQuery.safeExtend(ExportControls),
    responses: { 200: ResultsPage },
  },
  async ({ actor, query: { format, columns, ...query } }) => {
    if (format === "json") return listResults(actor, query);
    const { chunks, file_name } = await exportResults(actor, query, columns);
    return csvStream(chunks, file_name);
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
