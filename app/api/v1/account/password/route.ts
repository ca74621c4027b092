import { otherMethods, route } from "@/lib/http/server";
import { PasswordChange } from "@/lib/identity";
import { changePassword } from "@/lib/identity/server";

export const POST = route(
  {
    path: "/account/password",
    summary: "Change one's own password; ends one's sessions",
    access: "signed_in",
    body: PasswordChange,
    responses: { 204: null },
  },
  async ({ actor, body }) => {
    await changePassword(actor, body);
    return new Response(null, { status: 204 });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
