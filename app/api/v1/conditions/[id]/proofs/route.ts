import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { ConditionView, PROOF_LIMIT_MIB, ProofInput } from "@/lib/register";
import { addProof } from "@/lib/register/server";

export const POST = route(
  {
    path: "/conditions/{id}/proofs",
    summary: "Give a file that shows a condition is met, and the period that it supports",
    access: "overlap:read",
    form: ProofInput,
    body_limit_mib: PROOF_LIMIT_MIB,
    responses: { 201: ConditionView },
  },
  async ({ actor, params, body, file }) =>
    recordResponse(await addProof(actor, params.id ?? "", body, file), 201),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
