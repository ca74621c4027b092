import { AnswerList, AttestationAnswerView, AttestationInput } from "@/lib/commitments";
import { answerAttestation, listAnswers } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/checks/{id}/answers",
    summary:
      "Answers to an attestation, and the periods that can be answered now; a key means the version in force",
    access: "promise:read",
    responses: { 200: AnswerList },
  },
  ({ actor, params }) => listAnswers(actor, params.id ?? ""),
);

export const POST = route(
  {
    path: "/checks/{id}/answers",
    summary: "Answer an attestation, as one of the people whom it asks",
    access: "promise:read",
    body: AttestationInput,
    responses: { 201: AttestationAnswerView },
  },
  async ({ actor, params, body }) =>
    Response.json(await answerAttestation(actor, params.id ?? "", body), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
