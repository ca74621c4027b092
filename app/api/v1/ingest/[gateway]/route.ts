import { otherMethods, route } from "@/lib/http/server";
import { IngestAnswer, IngestDecisionsQuery } from "@/lib/routing";
import { ingestGateway, ingestResponse } from "@/lib/routing/server";

export const POST = route(
  {
    path: "/ingest/{gateway}",
    summary:
      "Store a gateway's own records: litellm, bedrock, openrouter, langfuse, helicone, portkey, cloudflare, azure or vllm-sr",
    access: "traffic",
    query: IngestDecisionsQuery,
    responses: { 200: IngestAnswer },
  },
  async ({ actor, request, params, query }) =>
    ingestResponse(await ingestGateway(actor, request, params.gateway ?? "", query)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
