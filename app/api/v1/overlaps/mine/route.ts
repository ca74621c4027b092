import { otherMethods, route } from "@/lib/http/server";
import { WorkList, WorkQuery } from "@/lib/register";
import { myWork } from "@/lib/register/server";

export const GET = route(
  {
    path: "/overlaps/mine",
    summary: "What waits for whoever asks, the most pressing first, each with why now and one thing to do",
    access: "overlap:read",
    query: WorkQuery,
    responses: { 200: WorkList },
  },
  ({ actor, query }) => myWork(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
