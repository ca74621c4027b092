import { otherMethods, route } from "@/lib/http/server";
import { DecomposeAnswer, DecomposeQuery } from "@/lib/routing";
import { decomposeShare } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/decompose",
    summary:
      "What made our own models' share change between two periods: tasks, routers, or the choices within both",
    access: "routing:read",
    query: DecomposeQuery,
    responses: { 200: DecomposeAnswer },
  },
  ({ actor, query }) => decomposeShare(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
