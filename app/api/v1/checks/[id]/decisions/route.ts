import { CheckDecisionInput, CheckView } from "@/lib/commitments";
import { decideCheck } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/checks/{id}/decisions",
    summary: "Approve or refuse a proposed version, as a second person; a key means the newest",
    access: "check:define",
    body: CheckDecisionInput,
    responses: { 201: CheckView },
  },
  async ({ actor, params, body }) =>
    Response.json(await decideCheck(actor, params.id ?? "", body), { status: 201 }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
