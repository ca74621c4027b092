import { fileResponse, otherMethods, route } from "@/lib/http/server";
import { readProof } from "@/lib/register/server";

export const GET = route(
  {
    path: "/conditions/{id}/proofs/{proof}",
    summary: "The file of a proof, as it came in",
    access: "overlap:read",
    responses: { 200: null },
  },
  async ({ actor, params }) => {
    const { file_name, content } = await readProof(actor, params.id ?? "", params.proof ?? "");
    return fileResponse({ name: file_name, content });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
