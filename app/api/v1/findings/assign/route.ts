import { AssignFindingsAnswer, AssignFindingsInput } from "@/lib/commitments";
import { assignFindings } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/findings/assign",
    summary: "Give many findings to one person, or to nobody: all of them or none",
    access: "finding:manage",
    body: AssignFindingsInput,
    responses: { 200: AssignFindingsAnswer },
  },
  ({ actor, body }) => assignFindings(actor, body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
