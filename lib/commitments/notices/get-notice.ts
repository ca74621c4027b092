import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { clockNow } from "../clock";
import { toRecords, withFirstDays } from "./read-view";
import type { NoticeView } from "./schema";
import { findNotice } from "./store";

/** One notice. Throws 403 and 404. */
export async function getNotice(actor: Actor, id: string): Promise<NoticeView> {
  authorize(actor, "promise:read");
  const { records, now_ms } = await withActor(actor, async (tx) => ({
    records: await toRecords(tx, [await findNotice(tx, id)]),
    now_ms: await clockNow(tx),
  }));
  const [view] = await withFirstDays(records, now_ms);
  if (!view) throw new Error("A notice that was found has a view.");
  return view;
}
