import { type Actor, authorize } from "@/lib/access";
import { type Prisma, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { formatDay, startOfDay } from "@/lib/kernel/time";
import { clockNow } from "../clock";
import { ownerNames } from "./read-view";
import type { FindingList, FindingsQuery } from "./schema";
import { FINDING_INCLUDE } from "./store";
import { toFindingListItem } from "./view";

const overdueAt = (now_ms: number): Prisma.FindingWhereInput => ({
  status: { notIn: ["closed", "risk_accepted"] },
  due_on: { lt: new Date(startOfDay(now_ms)) },
});

function whereOf(query: FindingsQuery, now_ms: number): Prisma.FindingWhereInput {
  const { status, owner, check, kind, overdue, cursor } = query;
  const conditions: Prisma.FindingWhereInput[] = [];
  if (status) conditions.push({ status: { in: status } });
  if (owner !== undefined) conditions.push({ owner: owner === "none" ? null : owner });
  if (check !== undefined) conditions.push({ check: isUuid(check) ? { id: check } : { key: check } });
  if (kind) conditions.push({ kind: { in: kind } });
  if (overdue === "true") conditions.push(overdueAt(now_ms));
  if (overdue === "false") conditions.push({ OR: [{ due_on: null }, { NOT: overdueAt(now_ms) }] });
  if (cursor !== undefined) conditions.push({ number: { lt: Number(cursor) } });
  return { AND: conditions };
}

/** Findings, newest first. The cursor is the number of the last one of the page before. Throws 403. */
export function listFindings(actor: Actor, query: FindingsQuery): Promise<FindingList> {
  authorize(actor, "promise:read");
  return withActor(actor, async (tx) => {
    const now_ms = await clockNow(tx);
    const rows = await tx.finding.findMany({
      where: whereOf(query, now_ms),
      include: FINDING_INCLUDE,
      orderBy: { number: "desc" },
      take: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    const people = await ownerNames(tx, page);
    const last = page.at(-1);
    return {
      items: page.map((row) => toFindingListItem(row, people, formatDay(now_ms))),
      next_cursor: rows.length > query.limit && last ? String(last.number) : null,
    };
  });
}
