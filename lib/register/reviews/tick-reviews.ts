import type { SystemActor } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { lockRegister } from "../entity/write";
import { reviewName } from "./schema";
import { settleOverlap } from "./store";
import { tellAll } from "./tell-all";

/** Begins recertification when its day has come, and reminds before; no person. */
const REVIEWS: SystemActor = { kind: "system", id: "reviews" };

/** Days before the day of recertification on which people are reminded, the last first. */
export const REMINDER_DAYS = [7, 30] as const;

/** Overlaps put under review in one look; the next goes on. */
const AT_ONCE = 200;

export type ReviewTick = { recertified: number; reminded: number };

type Due = {
  id: string;
  number: number;
  overlap_id: string;
  again_on: string;
  days: number;
  step: number;
};

/**
 * One look at the calendar: overlaps whose last approved review has reached its day are under review again, and whoever
 * prepares them is reminded 30 and 7 days before. `now_ms` is the real clock, by which the database stamps reviews too.
 * Writes nothing where nothing is due; what a tick missed the next one makes up for.
 */
export async function tickReviews(now_ms: number): Promise<ReviewTick> {
  const due = await withActor(REVIEWS, (tx) => readDue(tx, now_ms));
  let recertified = 0;
  for (const one of due.filter(({ days }) => days <= 0).slice(0, AT_ONCE))
    if (await recertify(one)) recertified += 1;
  const near = due.filter(({ days }) => days > 0);
  return { recertified, reminded: near.length === 0 ? 0 : await remindAll(near) };
}

/** Of overlaps that stand by a review, those that are due within the longest reminder and not yet dealt with. */
const readDue = (tx: Tx, now_ms: number): Promise<Due[]> => {
  const [last, first] = REMINDER_DAYS;
  return tx.$queryRaw<Due[]>`
    SELECT r.id::text, r.number, r.overlap_id::text, to_char(again.again_on, 'YYYY-MM-DD') AS again_on, near.days, near.step
    FROM overlap o
      CROSS JOIN LATERAL (SELECT * FROM review WHERE overlap_id = o.id AND status IN ('approved', 'stale')
        ORDER BY decided_at DESC, number DESC LIMIT 1) r
      CROSS JOIN LATERAL (SELECT evenhand_judge_again_on(r.recertify_on, r.decided_at, o.severity) AS again_on) again
      CROSS JOIN LATERAL (SELECT again.again_on - ${formatDay(now_ms)}::date AS days) d
      CROSS JOIN LATERAL (SELECT days, CASE WHEN days <= ${last}::int THEN ${last}::int ELSE ${first}::int END AS step) near
    WHERE o.status IN ('confirmed', 'cleared', 'cleared_with_conditions', 'prohibited') AND r.status = 'approved'
      AND near.days <= ${first}::int
      AND (near.days <= 0 OR NOT EXISTS (SELECT FROM notification n WHERE n.review_id = r.id
        AND n.kind = 'recertification_near' AND n.once LIKE 'recertification_near:' || r.id || ':' || near.step || ':%'))
    ORDER BY r.number`;
};

/** Puts an overlap under review again. Tells whether it was done: another process may have come first. */
function recertify(due: Due): Promise<boolean> {
  return withActor(REVIEWS, async (tx) => {
    await lockRegister(tx);
    const settled = await settleOverlap(tx, due.overlap_id);
    if (!settled) return false;
    const once = `recertification_due:${due.id}`;
    const notices = [{ review_id: due.id, detail: detailOf(due), once }];
    await tellAll(tx, "recertification_due", "system:reviews", notices, { decider: false });
    await appendAudit(tx, {
      ...{ actor: REVIEWS, action: "overlap:recertify", entity: "overlap", entity_id: due.overlap_id },
      reason: `${reviewName(due.number)} holds until ${due.again_on}.`,
      ...{ before: { status: settled.before }, after: { status: settled.after } },
    });
    return true;
  });
}

const detailOf = ({ again_on }: Due) => ({ day: again_on });

/** Tells of the nearest reminder that has come; each person once. */
const remindAll = (due: readonly Due[]): Promise<number> => {
  const notices = due.map((one) => ({
    ...{ review_id: one.id, detail: detailOf(one), once: `recertification_near:${one.id}:${one.step}` },
  }));
  return withActor(REVIEWS, (tx) =>
    tellAll(tx, "recertification_near", "system:reviews", notices, { decider: false }),
  );
};
