import { z } from "zod";
import { otherMethods, route } from "@/lib/http/server";
import { DistinctInput } from "@/lib/register";
import { distinguishParties } from "@/lib/register/server";

export const POST = route(
  {
    path: "/parties/duplicates/distinct",
    summary: "Say that two parties that look alike are not the same",
    access: "register:write",
    body: DistinctInput,
    responses: { 200: z.object({ distinct: z.literal(true) }) },
  },
  async ({ actor, body }) => distinguishParties(actor, body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
