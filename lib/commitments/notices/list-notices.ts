import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { pageAt, toSortKeys } from "@/lib/register";
import { byKeys } from "@/lib/register/server";
import { clockNow } from "../clock";
import { type NoticeRecord, toRecords, withFirstDays } from "./read-view";
import { type NoticeList, NoticeStatus, type NoticesQuery } from "./schema";
import { NOTICE_ROW } from "./store";

const sortable = (record: NoticeRecord) => ({
  ...record,
  status: NoticeStatus.options.indexOf(record.status),
});

/** Notices, the latest change first, or as `sort` says. The cursor is the number of those before. Throws 403. */
export async function listNotices(actor: Actor, query: NoticesQuery): Promise<NoticeList> {
  authorize(actor, "promise:read");
  const { router, policy_version, status, sort } = query;
  const { records, now_ms } = await withActor(actor, async (tx) => {
    const rows = await tx.policyNotice.findMany({
      where: {
        ...(router === undefined ? {} : { router }),
        ...(policy_version === undefined ? {} : { policy_version }),
      },
      include: NOTICE_ROW,
      orderBy: [{ effective_from: "desc" }, { id: "desc" }],
    });
    return { records: await toRecords(tx, rows), now_ms: await clockNow(tx) };
  });
  const asked = records.filter((record) => status === undefined || record.status === status);
  const order = byKeys(toSortKeys(sort));
  const sorted = asked.toSorted((a, b) => order(sortable(a), sortable(b)));
  const { page, next_cursor } = pageAt(sorted, query);
  return { items: await withFirstDays(page, now_ms), next_cursor };
}
