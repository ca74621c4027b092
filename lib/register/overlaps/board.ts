import { type Actor, authorize } from "@/lib/access";
import { Prisma, withActor } from "@/lib/db/server";
import type { ListQuery } from "../entity/list";
import { plainQuery } from "./list-overlaps";
import { type OverlapListItem, OverlapStatus } from "./schema";
import { FEW, overlapsWith, selectionOf } from "./selection";
import { loadOverlaps, wall } from "./store";
import { toOverlapListItem } from "./view";

/** Cards of one column: who wants more takes the table of that status. */
const CARDS = 12;

export type BoardColumn = { status: OverlapStatus; total: number; items: OverlapListItem[] };

/** The overlaps that the query selects by status, in the order of the lifecycle, the first of each in the query's order. */
export async function overlapBoard(actor: Actor, query: ListQuery): Promise<BoardColumn[]> {
  authorize(actor, "overlap:read");
  const { where, order, needs } = selectionOf(plainQuery(query));
  const [from, seen] = [overlapsWith(needs), wall(actor)];
  const { chosen, items } = await withActor(actor, async (tx) => {
    const chosen = await tx.$queryRaw<{ id: string; status: string; total: number }[]>`
      SELECT c.id::text, t.status, t.total
      FROM (SELECT o.status, count(*)::int AS total FROM ${from} WHERE ${seen} AND ${where} GROUP BY o.status) t
        CROSS JOIN LATERAL (SELECT o.id, row_number() OVER (ORDER BY ${order}) AS place FROM ${from}
          WHERE ${seen} AND ${where} AND o.status = t.status ORDER BY ${order} LIMIT ${CARDS}::bigint) c
      ORDER BY c.place`;
    const ids = chosen.map(({ id }) => id);
    const rows =
      ids.length > 0 ? await loadOverlaps(tx, actor, Prisma.sql`o.id = ANY (${ids}::uuid[])`, FEW) : [];
    return { chosen, items: new Map(rows.map((row) => [row.id, toOverlapListItem(row)])) };
  });
  return OverlapStatus.options.flatMap((status) => {
    const own = chosen.filter((one) => one.status === status);
    const [first] = own;
    if (!first) return [];
    return [{ status, total: first.total, items: own.flatMap(({ id }) => items.get(id) ?? []) }];
  });
}
