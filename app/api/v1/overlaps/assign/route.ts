import { otherMethods, route } from "@/lib/http/server";
import { AssignAnswer, AssignInput } from "@/lib/register";
import { assignOverlaps } from "@/lib/register/server";

export const POST = route(
  {
    path: "/overlaps/assign",
    summary: "Give a seat of many overlaps to one person, or to nobody: all of them or none",
    access: "review:request",
    body: AssignInput,
    responses: { 200: AssignAnswer },
  },
  ({ actor, body }) => assignOverlaps(actor, body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
