import { otherMethods, route } from "@/lib/http/server";
import { IngestAnswer, IngestFilesQuery } from "@/lib/routing";
import { ingestFile, ingestResponse } from "@/lib/routing/server";

export const POST = route(
  {
    path: "/ingest/files",
    summary: "Store a file of decisions, streamed: CSV with a header row, or NDJSON",
    access: "traffic",
    query: IngestFilesQuery,
    responses: { 200: IngestAnswer },
  },
  async ({ actor, request, query }) => ingestResponse(await ingestFile(actor, request, query)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
