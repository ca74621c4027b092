import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { TrafficSourcePatch, TrafficSourceView } from "@/lib/routing";
import { readTrafficSource, updateTrafficSource } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/sources/{key}",
    summary: "One traffic source, by key or id",
    access: "routing:read",
    responses: { 200: TrafficSourceView },
  },
  async ({ actor, params }) => recordResponse(await readTrafficSource(actor, params.key ?? "")),
);

export const PATCH = route(
  {
    path: "/routing/sources/{key}",
    summary: "Change a traffic source's name, note or basis of quality",
    access: "traffic:write",
    body: TrafficSourcePatch,
    needs_if_match: true,
    responses: { 200: TrafficSourceView },
  },
  async ({ actor, params, body, if_match }) =>
    recordResponse(await updateTrafficSource(actor, params.key ?? "", if_match, body)),
);

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
