import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { clockNow } from "../clock";
import { toRecords, withFirstDays } from "./read-view";
import type { NoticeList, NoticesQuery } from "./schema";
import { NOTICE_ROW } from "./store";

/** Notices, the latest change first. The cursor is the number of those before. Throws 403. */
export async function listNotices(actor: Actor, query: NoticesQuery): Promise<NoticeList> {
  authorize(actor, "promise:read");
  const { router, policy_version, status, cursor = "0", limit } = query;
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
  const start = Number(cursor);
  return {
    items: await withFirstDays(asked.slice(start, start + limit), now_ms),
    next_cursor: start + limit < asked.length ? String(start + limit) : null,
  };
}
