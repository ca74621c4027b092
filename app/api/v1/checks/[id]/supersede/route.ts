import { CheckView, SupersedeInput } from "@/lib/commitments";
import { supersedeCheck } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/checks/{id}/supersede",
    summary: "Record another version of a check, for a second person to approve; a key means the newest",
    access: "check:define",
    body: SupersedeInput,
    responses: { 201: CheckView },
  },
  async ({ actor, params, body }) => {
    const view = await supersedeCheck(actor, params.id ?? "", body);
    return Response.json(view, { status: 201, headers: { location: `/api/v1/checks/${view.id}` } });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
