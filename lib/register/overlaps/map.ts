import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import type { ListQuery } from "../entity/list";
import { plainQuery } from "./list-overlaps";
import type { OverlapMap } from "./schema";
import { DUE, overlapsWith, selectionOf } from "./selection";
import { wall } from "./store";

type Cell = OverlapMap["cells"][number];
type Row = Cell & { name: string; segment_name: string | null };

/**
 * Partners × segments: how many of the overlaps that the query selects meet there, as far as the actor sees them. A
 * partner with none stands apart, so that its absence is a statement and not a gap.
 */
export async function overlapMap(actor: Actor, query: ListQuery): Promise<OverlapMap> {
  authorize(actor, "overlap:read");
  const { where, needs } = selectionOf(plainQuery(query));
  const { rows, partners } = await withActor(actor, async (tx) => ({
    rows: await tx.$queryRaw<Row[]>`
      SELECT p.key AS party, p.name, s.key AS segment, s.name AS segment_name, count(*)::int AS overlaps,
        max(o.severity) AS highest, to_char(min(${DUE}), 'YYYY-MM-DD') AS next_due
      FROM ${overlapsWith([...needs, "segment", "in_force"])} JOIN evenhand_sides() op ON op.overlap_id = o.id AND op.role IN ('partner', 'investee')
        JOIN party p ON p.id = op.party_id
      WHERE ${wall(actor)} AND ${where} GROUP BY p.id, s.id ORDER BY p.ordinal, s.name COLLATE evenhand_words`,
    partners: await tx.party.findMany({
      where: { retired_at: null, kinds: { has: "partner" } },
      select: { key: true, name: true },
      orderBy: { ordinal: "asc" },
    }),
  }));
  const named = new Map(rows.map(({ party, name }) => [party, name]));
  const segments = new Map(rows.map(({ segment, segment_name }) => [segment, segment_name ?? "No segment"]));
  return {
    partners: [...named].map(([key, name]) => ({ key, name })),
    segments: [...segments]
      .map(([key, name]) => ({ key, name }))
      .sort((a, b) => Number(a.key === null) - Number(b.key === null) || (a.name < b.name ? -1 : 1)),
    cells: rows.map(({ party, segment, overlaps, highest, next_due }) => ({
      party,
      segment,
      overlaps,
      highest,
      next_due,
    })),
    without: partners.filter(({ key }) => !named.has(key)),
  };
}
