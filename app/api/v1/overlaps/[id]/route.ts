import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { OverlapView } from "@/lib/register";
import { getOverlap } from "@/lib/register/server";

export const GET = route(
  {
    path: "/overlaps/{id}",
    summary: "One overlap by id or number (OV-0012), with factors, path and history",
    access: "overlap:read",
    responses: { 200: OverlapView },
  },
  async ({ actor, params }) => recordResponse(await getOverlap(actor, params.id ?? "")),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
