import { type Actor, authorize } from "@/lib/access";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { getSource } from "../sources/store";
import { type PurgeList, type PurgesQuery, PurgeView } from "./schema";

const INCLUDE = { source: { select: { key: true } } } satisfies Prisma.TrafficPurgeInclude;
type PurgeRow = Prisma.TrafficPurgeGetPayload<{ include: typeof INCLUDE }>;

const toPurgeView = (row: PurgeRow): PurgeView =>
  PurgeView.parse({
    id: row.id,
    source: row.source.key,
    batch: row.batch_id,
    from: row.from_at?.toISOString() ?? null,
    reason: row.reason,
    state: row.state,
    decisions: Number(row.decisions),
    batches: row.batch_count,
    digest: row.digest,
    first_at: row.first_at?.toISOString() ?? null,
    last_at: row.last_at?.toISOString() ?? null,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    purged_at: row.purged_at?.toISOString() ?? null,
  });

/** One purge, in the caller's transaction. */
export const readPurge = async (tx: Tx, id: string): Promise<PurgeView> =>
  toPurgeView(await tx.trafficPurge.findUniqueOrThrow({ where: { id }, include: INCLUDE }));

/** Purges with their reasons, newest first. The cursor is the last id of the page before. Throws 403, and 404 for a source that is not there. */
export function listPurges(actor: Actor, query: PurgesQuery): Promise<PurgeList> {
  authorize(actor, "decision:read");
  return withActor(actor, async (tx) => {
    const source = query.source === undefined ? null : await getSource(tx, query.source);
    const rows = await tx.trafficPurge.findMany({
      where: {
        ...(source ? { source_id: source.id } : {}),
        ...(query.cursor ? { id: { lt: query.cursor } } : {}),
      },
      include: INCLUDE,
      orderBy: { id: "desc" },
      take: query.limit + 1,
    });
    const items = rows.slice(0, query.limit).map(toPurgeView);
    return { items, next_cursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
  });
}
