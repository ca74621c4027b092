import { otherMethods, route } from "@/lib/http/server";
import { KeyView } from "@/lib/identity";
import { revokeKey } from "@/lib/identity/server";

export const POST = route(
  {
    path: "/keys/{id}/revoke",
    summary: "Revoke a key; it is refused from the next request on",
    access: "people:manage",
    responses: { 200: KeyView },
  },
  ({ actor, params }) => revokeKey(actor, params.id ?? ""),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
