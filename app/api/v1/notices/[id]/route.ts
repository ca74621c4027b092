import { NoticeView } from "@/lib/commitments";
import { getNotice } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/notices/{id}",
    summary: "One notice, with its text once it is opened",
    access: "promise:read",
    responses: { 200: NoticeView },
  },
  ({ actor, params }) => getNotice(actor, params.id ?? ""),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
