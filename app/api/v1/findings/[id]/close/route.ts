import { CloseInput, FindingView } from "@/lib/commitments";
import { closeFinding } from "@/lib/commitments/server";
import { otherMethods, recordResponse, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/findings/{id}/close",
    summary: "Close a finding by a later result that shows it",
    access: "finding:manage",
    body: CloseInput,
    responses: { 200: FindingView },
  },
  async ({ actor, params, body }) => recordResponse(await closeFinding(actor, params.id ?? "", body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
