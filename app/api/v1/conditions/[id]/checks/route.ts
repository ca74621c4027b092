import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { ConditionCheckInput, ConditionView } from "@/lib/register";
import { judgeProof } from "@/lib/register/server";

export const POST = route(
  {
    path: "/conditions/{id}/checks",
    summary:
      "Judge on the latest proof whether a condition works; by somebody who neither owns it nor gave the proof",
    access: "overlap:read",
    body: ConditionCheckInput,
    responses: { 201: ConditionView },
  },
  async ({ actor, params, body }) => recordResponse(await judgeProof(actor, params.id ?? "", body), 201),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
