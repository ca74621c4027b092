import { otherMethods, route } from "@/lib/http/server";
import { BatchList, BatchQuery } from "@/lib/routing";
import { listBatches } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/batches",
    summary: "Deliveries of traffic, newest first",
    access: "routing:read",
    query: BatchQuery,
    responses: { 200: BatchList },
  },
  async ({ actor, query }) => listBatches(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
