import { CheckView, WithdrawInput } from "@/lib/commitments";
import { withdrawCheck } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/checks/{id}/withdraw",
    summary:
      "Withdraw a version before its first day that no second person has decided on; a key means the newest",
    access: "check:define",
    body: WithdrawInput,
    responses: { 200: CheckView },
  },
  ({ actor, params, body }) => withdrawCheck(actor, params.id ?? "", body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
