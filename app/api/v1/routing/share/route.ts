import { otherMethods, route } from "@/lib/http/server";
import { ShareAnswer, ShareQuery } from "@/lib/routing";
import { share } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/share",
    summary: "Shares of routed decisions; what is not routed is counted beside",
    access: "routing:read",
    query: ShareQuery,
    responses: { 200: ShareAnswer },
  },
  ({ actor, query }) => share(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
