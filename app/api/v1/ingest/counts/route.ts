import { otherMethods, route } from "@/lib/http/server";
import { IngestAnswer, IngestCountsQuery } from "@/lib/routing";
import { ingestCounts, ingestResponse } from "@/lib/routing/server";

export const POST = route(
  {
    path: "/ingest/counts",
    summary: "Store what a partner says it served, by day and model: a JSON array, NDJSON or CSV",
    access: "traffic",
    query: IngestCountsQuery,
    responses: { 200: IngestAnswer },
  },
  async ({ actor, request, query }) => ingestResponse(await ingestCounts(actor, request, query)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
