import { otherMethods, route } from "@/lib/http/server";
import { OverlapMap } from "@/lib/register";
import { overlapMap, overlapQuery } from "@/lib/register/server";

export const GET = route(
  {
    path: "/overlaps/map",
    summary: "Partners × segments: how many of the overlaps that the list's filters select meet there",
    access: "overlap:read",
    query: overlapQuery,
    responses: { 200: OverlapMap },
  },
  ({ actor, query }) => overlapMap(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
