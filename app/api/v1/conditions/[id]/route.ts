import { otherMethods, recordResponse, route } from "@/lib/http/server";
import { ConditionPatch, ConditionView } from "@/lib/register";
import { getCondition, patchCondition } from "@/lib/register/server";

export const GET = route(
  {
    path: "/conditions/{id}",
    summary: "One condition, by id or number, with its proofs and judgements",
    access: "overlap:read",
    responses: { 200: ConditionView },
  },
  async ({ actor, params }) => recordResponse(await getCondition(actor, params.id ?? "")),
);

export const PATCH = route(
  {
    path: "/conditions/{id}",
    summary: "Give a condition that is in force to another owner",
    access: "overlap:read",
    body: ConditionPatch,
    needs_if_match: true,
    responses: { 200: ConditionView },
  },
  async ({ actor, params, body, if_match }) =>
    recordResponse(await patchCondition(actor, params.id ?? "", body, if_match)),
);

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
