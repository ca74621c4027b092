import { otherMethods, route } from "@/lib/http/server";
import { IngestDecisionsQuery, OtlpAnswer } from "@/lib/routing";
import { ingestSpans, otlpResponse } from "@/lib/routing/server";

export const POST = route(
  {
    path: "/v1/traces",
    base: "/api/otlp",
    summary: "Store GenAI spans of an OTLP/HTTP export, in protobuf or JSON",
    access: "traffic",
    query: IngestDecisionsQuery,
    responses: { 200: OtlpAnswer },
  },
  async ({ actor, request, query }) => otlpResponse(request, await ingestSpans(actor, request, query)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
