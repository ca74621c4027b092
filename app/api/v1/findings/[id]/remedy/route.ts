import { FindingView, RemedyInput } from "@/lib/commitments";
import { remedyFinding } from "@/lib/commitments/server";
import { otherMethods, recordResponse, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/findings/{id}/remedy",
    summary: "Record what was done about a finding, and since when",
    access: "finding:manage",
    body: RemedyInput,
    responses: { 200: FindingView },
  },
  async ({ actor, params, body }) => recordResponse(await remedyFinding(actor, params.id ?? "", body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
