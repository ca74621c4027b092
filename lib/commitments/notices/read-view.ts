import type { Tx } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { clockNow } from "../clock";
import { firstDecisionDays } from "./first-decisions";
import { noticeDays, noticeStatus } from "./rules";
import type { NoticeView } from "./schema";
import { type NoticeRow, readAgreement } from "./store";

/** All of a notice but what the traffic says. */
export type NoticeRecord = Omit<NoticeView, "first_decision_day">;

/** Notices as they stand by the clock of checks, in the order given. */
export async function toRecords(tx: Tx, rows: readonly NoticeRow[]): Promise<NoticeRecord[]> {
  const [now_ms, agrees] = [await clockNow(tx), await readAgreement(tx, rows)];
  const labels = await actorLabels(
    tx,
    rows.flatMap((row) => [row.announced_by, ...(row.opening ? [row.opening.opened_by] : [])]),
  );
  const labelOf = (ref: string) => labels.get(ref) ?? ref;
  return rows.map((row) => {
    const { id, router, policy_version, content_hash, note, announced_by, opening } = row;
    const times = { announced_ms: row.announced_at.getTime(), effective_ms: row.effective_from.getTime() };
    return {
      ...{ id, router, policy_version, content_hash, note, announced_by },
      effective_from: row.effective_from.toISOString(),
      announced_at: row.announced_at.toISOString(),
      announced_by_label: labelOf(announced_by),
      status: noticeStatus({ ...times, opened: opening !== null }, now_ms),
      notice_days: noticeDays(times),
      opening: opening && {
        content: opening.content,
        opened_at: opening.opened_at.toISOString(),
        opened_by_label: labelOf(opening.opened_by),
        agrees: agrees(row, opening.content),
      },
    };
  });
}

/** Records with what the traffic has of them, up to an instant. */
export async function withFirstDays(records: readonly NoticeRecord[], now_ms: number): Promise<NoticeView[]> {
  const dayOf = await firstDecisionDays(records, now_ms);
  return records.map((record) => ({ ...record, first_decision_day: dayOf(record) }));
}
