import { ResultVerification } from "@/lib/commitments";
import { verifyResult } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/results/{id}/verify",
    summary: "Recompute a result from what it kept, and name what does not agree",
    access: "promise:read",
    responses: { 200: ResultVerification },
  },
  ({ actor, params }) => verifyResult(actor, params.id ?? ""),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
