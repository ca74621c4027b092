import { z } from "zod";
import { otherMethods, route } from "@/lib/http/server";
import { resetPassword } from "@/lib/identity/server";

export const POST = route(
  {
    path: "/people/{id}/reset-password",
    summary: "Make a one-time password, shown once; ends the person's sessions",
    access: "people:manage",
    responses: { 200: z.object({ one_time_password: z.string() }) },
  },
  async ({ actor, params }) => ({ one_time_password: await resetPassword(actor, params.id ?? "") }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
