import { otherMethods, route } from "@/lib/http/server";
import { CommentInput, CommentList, OverlapCommentView } from "@/lib/register";
import { commentOverlap, listComments } from "@/lib/register/server";

export const GET = route(
  {
    path: "/overlaps/{id}/comments",
    summary: "What people say of an overlap, oldest first",
    access: "overlap:read",
    responses: { 200: CommentList },
  },
  ({ actor, params }) => listComments(actor, params.id ?? ""),
);

export const POST = route(
  {
    path: "/overlaps/{id}/comments",
    summary: "Comment on an overlap; who takes part in it is told",
    access: ["review:request", "review:decide"],
    body: CommentInput,
    responses: { 201: OverlapCommentView },
  },
  async ({ actor, params, body }) =>
    Response.json(await commentOverlap(actor, params.id ?? "", body), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
