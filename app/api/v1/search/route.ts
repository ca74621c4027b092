import { otherMethods, route } from "@/lib/http/server";
import { SearchAnswer, SearchQuery } from "@/lib/register";
import { search } from "@/lib/register/server";

export const GET = route(
  {
    path: "/search",
    summary: "Find parties, products, models, overlaps, policies and sources by name",
    access: "register:read",
    query: SearchQuery,
    responses: { 200: SearchAnswer },
  },
  async ({ actor, query }) => ({ items: await search(actor, query.q) }),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
