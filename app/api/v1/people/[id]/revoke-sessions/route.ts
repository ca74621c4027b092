import { otherMethods, route } from "@/lib/http/server";
import { revokeSessions } from "@/lib/identity/server";

export const POST = route(
  {
    path: "/people/{id}/revoke-sessions",
    summary: "End every session of a person",
    access: "signed_in",
    responses: { 204: null },
  },
  async ({ actor, params }) => {
    await revokeSessions(actor, params.id ?? "");
    return new Response(null, { status: 204 });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
