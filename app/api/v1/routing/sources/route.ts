import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { TrafficSourceCreate, TrafficSourceList, TrafficSourceView } from "@/lib/routing";
import { createTrafficSource, listTrafficSources } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/sources",
    summary: "Traffic sources",
    access: "routing:read",
    responses: { 200: TrafficSourceList },
  },
  async ({ actor }) => ({ items: await listTrafficSources(actor), next_cursor: null }),
);

export const POST = route(
  {
    path: "/routing/sources",
    summary: "Make a traffic source",
    access: "traffic:write",
    body: TrafficSourceCreate,
    responses: { 201: TrafficSourceView },
  },
  async ({ actor, body }) => {
    const view = await createTrafficSource(actor, body);
    return recordResponse(view, 201, `/api/v1/routing/sources/${view.key}`);
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
