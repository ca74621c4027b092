import { ExportControls, FindingList, FindingsQuery } from "@/lib/commitments";
import { exportFindings, listFindings } from "@/lib/commitments/server";
import { csvStream, otherMethods, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/findings",
    summary: "Findings, newest first",
    access: "promise:read",
    query: FindingsQuery.safeExtend(ExportControls),
    responses: { 200: FindingList },
  },
  async ({ actor, query: { format, columns, ...query } }) => {
    if (format === "json") return listFindings(actor, query);
    const { chunks, file_name } = await exportFindings(actor, query, columns);
    return csvStream(chunks, file_name);
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
