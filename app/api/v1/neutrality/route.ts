import { otherMethods, route } from "@/lib/http/server";
import { Neutrality, NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";

export const GET = route(
  {
    path: "/neutrality",
    summary: "Whether the router picks our own models more often than a router that cannot see owners would",
    access: "routing:read",
    query: NeutralityQuery,
    responses: { 200: Neutrality },
  },
  async ({ actor, query }) => assess(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
