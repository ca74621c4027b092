import { type Tx, withActor } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { type Notice, notify } from "../notifications/notify";
import { dueReminder, REMINDER_DAYS } from "./rules";

const CHECKS = { kind: "system", id: "checks" } as const;

type Row = {
  id: string;
  owner_id: string;
  due_on: Date;
  review_id: string;
  overlap_id: string;
  decided_at: Date;
};

/** Reminds owners of what is open and soon due, each time once. `now_ms` is the real clock. Returns how many were told. */
export function remindConditions(now_ms: number): Promise<number> {
  return withActor(CHECKS, (tx) => remind(tx, formatDay(now_ms)));
}

async function remind(tx: Tx, today: string): Promise<number> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.id::text, c.owner_id::text, c.due_on, r.id::text AS review_id, r.overlap_id::text, r.decided_at
    FROM condition c JOIN review r ON r.id = c.review_id
    WHERE c.status = 'open' AND c.due_on BETWEEN ${today}::date AND ${today}::date + ${Math.max(...REMINDER_DAYS)}::int`;
  const due = rows.flatMap((row) => noticeOf(row, today) ?? []);
  const told = await alreadyTold(tx, due);
  let count = 0;
  for (const { key, notice } of due) if (!told.has(key)) count += await notify(tx, CHECKS, notice);
  return count;
}

type Due = { key: string; notice: Notice };

/** What is to be told of a condition today, with the key under which its owner has been told it; null: nothing. */
function noticeOf({ id, owner_id, due_on, decided_at, ...where }: Row, today: string): Due | null {
  const day = formatDay(due_on.getTime());
  const mark = dueReminder(day, formatDay(decided_at.getTime()), today);
  if (mark === null) return null;
  const once = `condition_near:${id}:${day}:${mark}`;
  const to = { people: [owner_id] };
  return {
    key: `${once}:${owner_id}`,
    notice: { kind: "condition_near", to, ...where, condition_id: id, detail: { due_on: day }, once },
  };
}

/** So that a look at the clock with nothing new costs two questions, however much is due. */
async function alreadyTold(tx: Tx, due: readonly Due[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ once: string }[]>`
    SELECT once FROM notification WHERE once = ANY (${due.map(({ key }) => key)}::text[])`;
  return new Set(rows.map(({ once }) => once));
}
