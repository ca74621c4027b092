import { otherMethods, route } from "@/lib/http/server";
import { IngestAnswer, IngestDecisionsQuery } from "@/lib/routing";
import { ingestDecisions, ingestResponse } from "@/lib/routing/server";

export const POST = route(
  {
    path: "/ingest/decisions",
    summary: "Store native decisions: NDJSON or a JSON array, gzip or zstd welcome",
    access: "traffic",
    query: IngestDecisionsQuery,
    responses: { 200: IngestAnswer },
  },
  async ({ actor, request, query }) => ingestResponse(await ingestDecisions(actor, request, query)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
