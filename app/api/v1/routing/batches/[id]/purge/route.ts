import { otherMethods, route } from "@/lib/http/server";
import { PurgeAnswer, PurgeBatchInput } from "@/lib/routing";
import { purgeBatch } from "@/lib/routing/server";

export const POST = route(
  {
    path: "/routing/batches/{id}/purge",
    summary: "Take one delivery out of the figures, with a reason; its file can then come again",
    access: "traffic:purge",
    body: PurgeBatchInput,
    responses: { 200: PurgeAnswer },
  },
  async ({ actor, params, body }) => purgeBatch(actor, params.id ?? "", body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
