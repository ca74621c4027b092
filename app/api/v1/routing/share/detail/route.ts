import { otherMethods, route } from "@/lib/http/server";
import { ShareDetail, ShareQuery } from "@/lib/routing";
import { shareDetail } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/share/detail",
    summary: "What stands beside the shares: 99 % intervals, pinned share, sources, policy versions",
    access: "routing:read",
    query: ShareQuery,
    responses: { 200: ShareDetail },
  },
  ({ actor, query }) => shareDetail(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
