import { otherMethods, route } from "@/lib/http/server";
import { PurgeList, PurgesQuery } from "@/lib/routing";
import { listPurges } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/purges",
    summary: "Traffic that was taken out again, newest first",
    access: "decision:read",
    query: PurgesQuery,
    responses: { 200: PurgeList },
  },
  async ({ actor, query }) => listPurges(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
