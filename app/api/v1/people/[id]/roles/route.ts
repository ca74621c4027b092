import { otherMethods, route } from "@/lib/http/server";
import { RoleGrant, RoleView } from "@/lib/identity";
import { grantRole } from "@/lib/identity/server";

export const POST = route(
  {
    path: "/people/{id}/roles",
    summary: "Grant a role; with two administrators it waits for the second",
    access: "people:manage",
    body: RoleGrant,
    responses: { 201: RoleView },
  },
  async ({ actor, params, body }) =>
    Response.json(await grantRole(actor, params.id ?? "", body), { status: 201 }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
