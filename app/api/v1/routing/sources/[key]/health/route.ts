import { otherMethods, route } from "@/lib/http/server";
import { SourceHealth } from "@/lib/routing";
import { readHealth } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/sources/{key}/health",
    summary: "How a traffic source delivers: rate, lag, refusals, repeats and gaps in its numbering",
    access: "routing:read",
    responses: { 200: SourceHealth },
  },
  async ({ actor, params }) => readHealth(actor, params.key ?? ""),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
