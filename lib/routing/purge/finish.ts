import { type Actor, actorRef } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Prisma, withActor } from "@/lib/db/server";
import { removeRows } from "./rows";

const SELECT = {
  id: true,
  batch_id: true,
  from_at: true,
  decisions: true,
  digest: true,
  created_by: true,
  source: { select: { id: true, no: true, key: true } },
} satisfies Prisma.TrafficPurgeSelect;
type Announced = Prisma.TrafficPurgeGetPayload<{ select: typeof SELECT }>;

/**
 * Carries out what was announced and not finished, of a source or (null) of all: rows go, then the ledger says so.
 * Only while nothing is being published for the source.
 */
export async function finishPurges(actor: Actor, source_id: string | null): Promise<void> {
  const open = await withActor(actor, (tx) =>
    tx.trafficPurge.findMany({
      where: { state: "purging", ...(source_id === null ? {} : { source_id }) },
      select: SELECT,
      orderBy: { id: "asc" },
    }),
  );
  for (const purge of open) {
    await removePurged(actor, purge);
    await recordPurged(actor, purge);
  }
}

async function removePurged(actor: Actor, { source, batch_id, from_at }: Announced): Promise<void> {
  if (from_at) return removeRows({ source_no: source.no, from_ms: from_at.getTime() });
  const { no } = await withActor(actor, (tx) =>
    tx.ingestBatch.findUniqueOrThrow({ where: { id: batch_id ?? "" }, select: { no: true } }),
  );
  await removeRows({ source_no: source.no, batch_no: no });
}

async function recordPurged(actor: Actor, purge: Announced): Promise<void> {
  await withActor(
    actor,
    async (tx) => {
      const { count } = await tx.trafficPurge.updateMany({
        where: { id: purge.id, state: "purging" },
        data: { state: "purged", purged_at: new Date() },
      });
      if (count === 0) return;
      // Of a delivery that is gone, the ledger keeps when its decisions were.
      await tx.$executeRaw`UPDATE ingest_batch b SET purged = b.purged + p.decisions,
          first_at = CASE WHEN b.state = 'purging' THEN b.first_at ELSE p.first_at END,
          last_at = CASE WHEN b.state = 'purging' THEN b.last_at ELSE p.last_at END,
          state = CASE WHEN b.state = 'purging' THEN 'purged' ELSE b.state END
        FROM traffic_purge_batch p WHERE p.purge_id = ${purge.id}::uuid AND b.id = p.batch_id`;
      await appendAudit(tx, {
        actor,
        action: "traffic-purge:finish",
        entity: "traffic_purge",
        entity_id: purge.id,
        after: {
          source: purge.source.key,
          decisions: Number(purge.decisions),
          digest: purge.digest,
          announced_by: purge.created_by,
          finished_by: actorRef(actor),
        },
      });
    },
    { timeout_ms: 120_000 },
  );
}
