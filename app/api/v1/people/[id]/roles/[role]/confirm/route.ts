import { otherMethods, route } from "@/lib/http/server";
import { RoleView } from "@/lib/identity";
import { confirmRole } from "@/lib/identity/server";

export const POST = route(
  {
    path: "/people/{id}/roles/{role}/confirm",
    summary: "Confirm a role as second administrator",
    access: "people:manage",
    responses: { 200: RoleView },
  },
  ({ actor, params }) => confirmRole(actor, params.id ?? "", params.role ?? ""),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
