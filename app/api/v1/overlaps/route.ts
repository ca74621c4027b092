import { z } from "zod";
import { csvResponse, otherMethods, route } from "@/lib/http/server";
import { OverlapListItem } from "@/lib/register";
import { exportOverlaps, listOverlaps, overlapQuery } from "@/lib/register/server";

export const GET = route(
  {
    path: "/overlaps",
    summary: "List overlaps",
    access: "overlap:read",
    query: overlapQuery,
    responses: { 200: z.object({ items: z.array(OverlapListItem), next_cursor: z.string().nullable() }) },
  },
  async ({ actor, query }) => {
    if (query.format === "csv") return csvResponse(await exportOverlaps(actor, query), "overlaps.csv");
    const { items, next_cursor } = await listOverlaps(actor, query);
    return { items, next_cursor };
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
