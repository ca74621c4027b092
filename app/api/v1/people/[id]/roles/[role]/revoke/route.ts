import { otherMethods, route } from "@/lib/http/server";
import { RoleView } from "@/lib/identity";
import { revokeRole } from "@/lib/identity/server";

export const POST = route(
  {
    path: "/people/{id}/roles/{role}/revoke",
    summary: "Take a role away or decline a request",
    access: "people:manage",
    responses: { 200: RoleView },
  },
  ({ actor, params }) => revokeRole(actor, params.id ?? "", params.role ?? ""),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
