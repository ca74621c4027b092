import { ExportControls, NoticeInput, NoticeList, NoticesQuery, NoticeView } from "@/lib/commitments";
import { announceNotice, exportNotices, listNotices } from "@/lib/commitments/server";
import { csvStream, otherMethods, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/notices",
    summary: "List notices of changes of routing policy",
    access: "promise:read",
    query: NoticesQuery.safeExtend(ExportControls),
    responses: { 200: NoticeList },
  },
  async ({ actor, query: { format, columns, ...query } }) => {
    if (format === "json") return listNotices(actor, query);
    const { chunks, file_name } = await exportNotices(actor, query, columns);
    return csvStream(chunks, file_name);
  },
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

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
