import { CommentInput, FindingView } from "@/lib/commitments";
import { commentFinding } from "@/lib/commitments/server";
import { otherMethods, recordResponse, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/findings/{id}/comments",
    summary: "Add a remark to a finding's timeline",
    access: "finding:manage",
    body: CommentInput,
    responses: { 200: FindingView },
  },
  async ({ actor, params, body }) => recordResponse(await commentFinding(actor, params.id ?? "", body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
