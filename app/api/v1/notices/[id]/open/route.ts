import { NoticeOpeningInput, NoticeView } from "@/lib/commitments";
import { openNotice } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/notices/{id}/open",
    summary: "Open a notice with the text that was announced",
    access: "notice:announce",
    body: NoticeOpeningInput,
    body_limit_mib: 8,
    responses: { 201: NoticeView },
  },
  async ({ actor, params, body }) =>
    Response.json(await openNotice(actor, params.id ?? "", body), { status: 201 }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
