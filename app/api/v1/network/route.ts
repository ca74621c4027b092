import { otherMethods, route } from "@/lib/http/server";
import { NetworkQuery, NetworkView } from "@/lib/register";
import { readNetwork } from "@/lib/register/server";

export const GET = route(
  {
    path: "/network",
    summary: "Parties, money, rights and products as they stood on a day",
    access: "register:read",
    query: NetworkQuery,
    responses: { 200: NetworkView },
  },
  async ({ actor, query }) => readNetwork(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
