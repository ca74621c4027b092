import { FindingView, RiskDecisionInput } from "@/lib/commitments";
import { decideRisk } from "@/lib/commitments/server";
import { otherMethods, recordResponse, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/findings/{id}/risk-decision",
    summary: "Accept or refuse the risk, as a second person",
    access: "finding:manage",
    body: RiskDecisionInput,
    responses: { 200: FindingView },
  },
  async ({ actor, params, body }) => recordResponse(await decideRisk(actor, params.id ?? "", body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
