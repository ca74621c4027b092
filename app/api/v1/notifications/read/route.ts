import { z } from "zod";
import { otherMethods, route } from "@/lib/http/server";
import { MarkReadInput } from "@/lib/register";
import { markRead } from "@/lib/register/server";

export const POST = route(
  {
    path: "/notifications/read",
    summary: "Mark one's own notifications as read; keys are refused",
    access: "signed_in",
    body: MarkReadInput,
    responses: { 200: z.object({ marked: z.number().int() }) },
  },
  ({ actor, body }) => markRead(actor, body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
