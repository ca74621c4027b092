import { csvResponse, otherMethods, route } from "@/lib/http/server";
import { ShareQuery } from "@/lib/routing";
import { exportShare } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/share/export",
    summary: "Shares as CSV; the name and every line say when the traffic was generated",
    access: "routing:read",
    query: ShareQuery,
    responses: { 200: null },
  },
  async ({ actor, query }) => {
    const { csv, file_name } = await exportShare(actor, query);
    return csvResponse(csv, file_name);
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
