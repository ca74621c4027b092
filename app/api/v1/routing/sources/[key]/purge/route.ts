import { otherMethods, route } from "@/lib/http/server";
import { PurgeAnswer, PurgeSourceInput } from "@/lib/routing";
import { purgeSource } from "@/lib/routing/server";

export const POST = route(
  {
    path: "/routing/sources/{key}/purge",
    summary: "Take what a source says from a time on out of the figures, with a reason",
    access: "traffic:purge",
    body: PurgeSourceInput,
    responses: { 200: PurgeAnswer },
  },
  async ({ actor, params, body }) => purgeSource(actor, params.key ?? "", body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
