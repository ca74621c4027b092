import { CommitmentSummary } from "@/lib/commitments";
import { getCommitmentSummary } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/commitments/{id}/summary",
    summary: "A commitment with its clauses, their checks, and its days by verdict",
    access: "promise:read",
    responses: { 200: CommitmentSummary },
  },
  ({ actor, params }) => getCommitmentSummary(actor, params.id ?? ""),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
