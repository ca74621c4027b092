import { otherMethods, route } from "@/lib/http/server";
import { DelegationView } from "@/lib/register";
import { revokeDelegation } from "@/lib/register/server";

export const POST = route(
  {
    path: "/delegations/{id}/revoke",
    summary: "Take back what one handed on; keys are refused",
    access: "review:decide",
    responses: { 200: DelegationView },
  },
  ({ actor, params }) => revokeDelegation(actor, params.id ?? ""),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
