import { type Actor, authorize } from "@/lib/access";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { formatDay, startOfDay } from "@/lib/kernel/time";
import { numberedPage, toSortKeys } from "@/lib/register";
import { inOrder, orderSql, type SortColumns, sortedIds } from "@/lib/register/server";
import { clockNow } from "../clock";
import { ownerNames } from "./read-view";
import { readRetests } from "./retests";
import { readPendingRisks } from "./risk-request";
import type { FindingList, FindingsQuery } from "./schema";
import { FINDING_INCLUDE, type FindingRow } from "./store";
import { toFindingListItem } from "./view";

const overdueAt = (now_ms: number): Prisma.FindingWhereInput => ({
  status: { notIn: ["closed", "risk_accepted"] },
  due_on: { lt: new Date(startOfDay(now_ms)) },
});

function whereOf(query: FindingsQuery, now_ms: number): Prisma.FindingWhereInput {
  const { status, owner, check, commitment, clause, metric, verdict, kind, overdue, sort, cursor } = query;
  const conditions: Prisma.FindingWhereInput[] = [];
  if (status) conditions.push({ status: { in: status } });
  if (owner !== undefined) conditions.push({ owner: owner === "none" ? null : owner });
  if (check !== undefined) conditions.push({ check: isUuid(check) ? { id: check } : { key: check } });
  if (commitment !== undefined)
    conditions.push({
      check: isUuid(commitment) ? { commitment_id: commitment } : { commitment: { key: commitment } },
    });
  if (clause !== undefined) conditions.push({ check: { clause_key: clause } });
  if (metric !== undefined) conditions.push({ check: { metric } });
  if (verdict) conditions.push({ verdict: { in: verdict } });
  if (kind) conditions.push({ kind: { in: kind } });
  if (overdue === "true") conditions.push(overdueAt(now_ms));
  if (overdue === "false") conditions.push({ OR: [{ due_on: null }, { NOT: overdueAt(now_ms) }] });
  if (cursor !== undefined && sort === undefined) conditions.push({ number: { lt: Number(cursor) } });
  return { AND: conditions };
}

const FROM = Prisma.sql`finding f LEFT JOIN promise_check k ON k.id = f.check_id
  LEFT JOIN commitment m ON m.id = k.commitment_id LEFT JOIN check_result r ON r.id = f.opened_result_id
  LEFT JOIN condition c ON c.id = f.condition_id`;

/** What is worst comes first when verdicts are sorted upwards. */
const WORST_FIRST = ["breach", "overdue", "watch", "failed", "inconclusive", "no_data", "kept"];
const STATUSES = ["open", "remedied", "risk_accepted", "closed"];

const COLUMNS: SortColumns = {
  code: Prisma.sql`f.number`,
  title: Prisma.sql`lower(coalesce(k.title, c.text))`,
  kind: Prisma.sql`f.kind`,
  verdict: Prisma.sql`array_position(${WORST_FIRST}::text[], f.verdict)`,
  status: Prisma.sql`array_position(${STATUSES}::text[], f.status)`,
  commitment: Prisma.sql`m.key`,
  clause: Prisma.sql`k.clause_key`,
  window_from: Prisma.sql`f.window_from`,
  opened_at: Prisma.sql`f.opened_at`,
  opened_day: Prisma.sql`coalesce(r.day, f.opened_at::date)`,
  owner: Prisma.sql`f.owner`,
  due_on: Prisma.sql`f.due_on`,
  risk_until: Prisma.sql`f.risk_until`,
  closed_at: Prisma.sql`f.closed_at`,
};

/** Closed ones at the end, before them the asker's own first, then by due day. */
const QUEUE = ["closed", "theirs", "due_on"].join(",");

const inFull = (sort: string): string =>
  toSortKeys(sort)
    .map(({ name, down }) => (name === "queue" ? QUEUE : `${down ? "-" : ""}${name}`))
    .join(",");

type Page = { rows: FindingRow[]; next_cursor: string | null };

async function newestFirst(tx: Tx, where: Prisma.FindingWhereInput, limit: number): Promise<Page> {
  const rows = await tx.finding.findMany({
    where,
    include: FINDING_INCLUDE,
    orderBy: { number: "desc" },
    take: limit + 1,
  });
  return numberedPage(rows, limit);
}

type Sorting = Pick<FindingsQuery, "cursor" | "limit"> & { sort: string; mine: string };

async function sorted(
  tx: Tx,
  where: Prisma.FindingWhereInput,
  { sort, mine, cursor, limit }: Sorting,
): Promise<Page> {
  const asked = await tx.finding.findMany({ where, select: { id: true } });
  const columns = {
    ...COLUMNS,
    closed: Prisma.sql`(f.status = 'closed')`,
    theirs: Prisma.sql`(f.owner IS DISTINCT FROM ${mine})`,
  };
  const { ids, next_cursor } = await sortedIds(tx, {
    ...{ from: FROM, id: Prisma.sql`f.id`, cursor, limit },
    where: Prisma.sql`f.id = ANY (${asked.map(({ id }) => id)}::uuid[])`,
    order: orderSql(inFull(sort), columns, Prisma.sql`f.number DESC`),
  });
  const rows = await tx.finding.findMany({ where: { id: { in: ids } }, include: FINDING_INCLUDE });
  return { rows: inOrder(rows, ids), next_cursor };
}

/**
 * Findings, newest first or as `sort` says. The cursor is the number of the last one of the page before; with `sort` the
 * number of those before. Throws 403.
 */
export function listFindings(actor: Actor, query: FindingsQuery): Promise<FindingList> {
  authorize(actor, "promise:read");
  const { sort, cursor, limit } = query;
  const mine = actor.kind === "person" ? actor.email : "";
  return withActor(actor, async (tx) => {
    const now_ms = await clockNow(tx);
    const where = whereOf(query, now_ms);
    const { rows, next_cursor } =
      sort === undefined
        ? await newestFirst(tx, where, limit)
        : await sorted(tx, where, { sort, mine, cursor, limit });
    const [people, pending] = [await ownerNames(tx, rows), await readPendingRisks(tx, rows)];
    const today = formatDay(now_ms);
    const retests = await readRetests(tx, rows);
    return {
      items: rows.map((row) =>
        toFindingListItem(row, {
          ...{ people, today, waits: pending.has(row.id) },
          retest: retests.get(row.id) ?? null,
        }),
      ),
      next_cursor,
    };
  });
}
