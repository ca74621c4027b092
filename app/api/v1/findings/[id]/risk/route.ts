import { FindingView, RiskRequestInput } from "@/lib/commitments";
import { requestRisk } from "@/lib/commitments/server";
import { otherMethods, recordResponse, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/findings/{id}/risk",
    summary: "Ask that its risk be accepted up to a day; another person decides",
    access: "finding:manage",
    body: RiskRequestInput,
    responses: { 200: FindingView },
  },
  async ({ actor, params, body }) => recordResponse(await requestRisk(actor, params.id ?? "", body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
