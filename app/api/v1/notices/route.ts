import { NoticeInput, NoticeList, NoticesQuery, NoticeView } from "@/lib/commitments";
import { announceNotice, listNotices } from "@/lib/commitments/server";
import { route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/notices",
    summary: "List notices of changes of routing policy",
    access: "promise:read",
    query: NoticesQuery,
    responses: { 200: NoticeList },
  },
  ({ actor, query }) => listNotices(actor, query),
);

export const POST = route(
  {
    path: "/notices",
    summary: "Announce a change of routing policy by its hash",
    access: "notice:announce",
    body: NoticeInput,
    responses: { 201: NoticeView },
  },
  async ({ actor, body }) => {
    const view = await announceNotice(actor, body);
    return Response.json(view, { status: 201, headers: { location: `/api/v1/notices/${view.id}` } });
  },
);
