import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { inOrder, orderSql, type SortColumns, sortedIds } from "@/lib/register/server";
import { readCursor, writeCursor } from "@/lib/routing/server";
import { toDate } from "../day";
import type { ResultsPage, ResultsQuery } from "./schema";
import { type FullResultRow, RESULT_ROW, toResultView } from "./store";

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

const WORST_FIRST = ["breach", "watch", "failed", "inconclusive", "no_data", "kept"];

const COLUMNS: SortColumns = {
  check: Prisma.sql`k.key`,
  number: Prisma.sql`r.number`,
  window_from: Prisma.sql`r.window_from`,
  day: Prisma.sql`r.day`,
  trigger: Prisma.sql`r.trigger`,
  verdict: Prisma.sql`array_position(${WORST_FIRST}::text[], r.verdict)`,
  computed_at: Prisma.sql`r.computed_at`,
};
const FROM = Prisma.sql`check_result r JOIN promise_check k ON k.id = r.check_id`;
const LAST = Prisma.sql`r.computed_at DESC, r.id DESC`;

/** Results, newest run first or as `sort` says, without the list of their inputs. Throws 403, and 422 for a cursor of another list. */
export async function listResults(actor: Actor, query: ResultsQuery): Promise<ResultsPage> {
  authorize(actor, "promise:read");
  return withActor(actor, async (tx) => {
    const { rows, next_cursor } =
      query.sort === undefined
        ? await newestFirst(tx, query)
        : await sorted(tx, { ...query, sort: query.sort });
    const items = [];
    for (const row of rows) {
      const { inputs: _, ...item } = await toResultView(tx, row, false);
      items.push(item);
    }
    return { items, next_cursor };
  });
}

type Page = { rows: FullResultRow[]; next_cursor: string | null };

async function newestFirst(tx: Tx, query: ResultsQuery): Promise<Page> {
  const { limit, cursor } = query;
  const rows = await tx.checkResult.findMany({
    where: { AND: [where(query), after(cursor)] },
    include: RESULT_ROW,
    orderBy: [{ computed_at: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    next_cursor: last ? writeCursor([last.computed_at.toISOString(), last.id]) : null,
  };
}

async function sorted(tx: Tx, query: ResultsQuery & { sort: string }): Promise<Page> {
  const asked = await tx.checkResult.findMany({ where: where(query), select: { id: true } });
  const { ids, next_cursor } = await sortedIds(tx, {
    ...{ from: FROM, id: Prisma.sql`r.id`, cursor: query.cursor, limit: query.limit },
    where: Prisma.sql`r.id = ANY (${asked.map(({ id }) => id)}::uuid[])`,
    order: orderSql(query.sort, COLUMNS, LAST),
  });
  const rows = await tx.checkResult.findMany({ where: { id: { in: ids } }, include: RESULT_ROW });
  return { rows: inOrder(rows, ids), next_cursor };
}

const where = (query: ResultsQuery): Prisma.CheckResultWhereInput => {
  const { check, commitment, clause, metric, verdict, trigger, window_from, from, to } = query;
  return {
    ...(verdict === undefined ? {} : { verdict: { in: verdict } }),
    ...(trigger === undefined ? {} : { trigger: { in: trigger } }),
    ...(window_from === undefined ? {} : { window_from: toDate(window_from) }),
    day: {
      ...(from === undefined ? {} : { gte: toDate(from) }),
      ...(to === undefined ? {} : { lt: toDate(to) }),
    },
    check: {
      ...(check === undefined ? {} : isUuid(check) ? { id: check } : { key: check }),
      ...(clause === undefined ? {} : { clause_key: clause }),
      ...(metric === undefined ? {} : { metric }),
      ...(commitment === undefined
        ? {}
        : { commitment: isUuid(commitment) ? { id: commitment } : { key: commitment } }),
    },
  };
};

function after(cursor: string | undefined): Prisma.CheckResultWhereInput {
  if (cursor === undefined) return {};
  const [at, id] = readCursor(cursor, Cursor);
  const computed_at = new Date(at);
  return { OR: [{ computed_at: { lt: computed_at } }, { computed_at, id: { lt: id } }] };
}
