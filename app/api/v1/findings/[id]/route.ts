import { FindingPatch, FindingView } from "@/lib/commitments";
import { getFinding, patchFinding } from "@/lib/commitments/server";
import { otherMethods, recordResponse, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/findings/{id}",
    summary: "One finding by its id or code (F-0001), with its timeline",
    access: "promise:read",
    responses: { 200: FindingView },
  },
  async ({ actor, params }) => recordResponse(await getFinding(actor, params.id ?? "")),
);

export const PATCH = route(
  {
    path: "/findings/{id}",
    summary: "Say who owns a finding, its cause and its due date",
    access: "finding:manage",
    body: FindingPatch,
    needs_if_match: true,
    responses: { 200: FindingView },
  },
  async ({ actor, params, body, if_match }) =>
    recordResponse(await patchFinding(actor, params.id ?? "", body, if_match)),
);

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
