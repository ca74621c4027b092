import { createHash } from "node:crypto";
import { type Actor, actorRef } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { type PurgePart, sumDigests } from "./rows";

export type PurgeTarget = {
  source: { id: string; no: number; key: string };
  /** The delivery that goes; null for a source from a time on. */
  batch: { id: string; no: number } | null;
  /** Null for one delivery. */
  from_ms: number | null;
};

const CHUNK = 5000;

export type PurgeSums = { decisions: number; first_at: Date | null; last_at: Date | null };

/** Figures over all parts of a purge. */
export const sumParts = (parts: readonly PurgePart[]): PurgeSums => ({
  decisions: parts.reduce((sum, part) => sum + part.decisions, 0),
  // A reduce, not a spread: a source may have more deliveries than a call takes arguments.
  first_at: dateOf(parts.reduce((first, { first_ms }) => Math.min(first, first_ms), Infinity)),
  last_at: dateOf(parts.reduce((last, { last_ms }) => Math.max(last, last_ms), -Infinity)),
});

const dateOf = (ms: number | null): Date | null =>
  ms === null || !Number.isFinite(ms) ? null : new Date(ms);

/**
 * Announces a purge for good, with its audit entry: what goes, by delivery, with numbers and digests. From here on
 * it will be carried out, by this process or by the next. Deliveries that lose records forget their answers, so that
 * their files can come again; so do those with duplicates, since what they repeated may be what goes.
 */
export async function announcePurge(
  actor: Actor,
  target: PurgeTarget,
  reason: string,
  parts: readonly PurgePart[],
): Promise<string> {
  const id = uuidv7();
  const digest = sumDigests(parts.map((part) => part.digest));
  const { source, batch } = target;
  const from_at = dateOf(target.from_ms);
  await withActor(
    actor,
    async (tx) => {
      const ids = await batchIds(tx, parts, batch);
      const sums = sumParts(parts);
      await tx.trafficPurge.create({
        data: {
          id,
          source_id: source.id,
          batch_id: batch?.id ?? null,
          from_at,
          reason,
          state: "purging",
          ...sums,
          batch_count: ids.size,
          digest,
          created_by: actorRef(actor),
        },
      });
      await recordParts(tx, id, parts, ids);
      await forgetAnswers(tx, id, source.id);
      await appendAudit(tx, {
        actor,
        action: batch ? "ingest-batch:purge" : "traffic-source:purge",
        entity: batch ? "ingest_batch" : "traffic_source",
        entity_id: batch?.id ?? source.id,
        reason,
        after: {
          purge: id,
          source: source.key,
          from: from_at?.toISOString() ?? null,
          decisions: sums.decisions,
          batches: ids.size,
          digest,
          parts_sha256: partsHash(parts, ids),
        },
      });
    },
    { timeout_ms: 120_000 },
  );
  return id;
}

/** Ids of the deliveries by their numbers; of one delivery also when nothing of it is stored. */
async function batchIds(
  tx: Tx,
  parts: readonly PurgePart[],
  batch: PurgeTarget["batch"],
): Promise<Map<number, string>> {
  const ids = new Map<number, string>(batch ? [[batch.no, batch.id]] : []);
  for (let start = 0; start < parts.length; start += CHUNK) {
    const nos = parts.slice(start, start + CHUNK).map(({ batch_no }) => batch_no);
    const rows = await tx.ingestBatch.findMany({
      where: { no: { in: nos } },
      select: { id: true, no: true },
    });
    for (const row of rows) ids.set(row.no, row.id);
  }
  const unknown = parts.find(({ batch_no }) => !ids.has(batch_no));
  if (unknown) throw new Error(`The ledger knows no delivery ${unknown.batch_no}.`);
  return ids;
}

async function recordParts(
  tx: Tx,
  purge_id: string,
  parts: readonly PurgePart[],
  ids: ReadonlyMap<number, string>,
): Promise<void> {
  const byNo = new Map(parts.map((part) => [part.batch_no, part]));
  const data = [...ids].map(([no, batch_id]) => {
    const part = byNo.get(no);
    return {
      purge_id,
      batch_id,
      decisions: part?.decisions ?? 0,
      digest: part?.digest ?? "00",
      first_at: dateOf(part?.kept_first_ms ?? null),
      last_at: dateOf(part?.kept_last_ms ?? null),
    };
  });
  for (let start = 0; start < data.length; start += CHUNK)
    await tx.trafficPurgeBatch.createMany({ data: data.slice(start, start + CHUNK) });
}

async function forgetAnswers(tx: Tx, purge_id: string, source_id: string): Promise<void> {
  await tx.$executeRaw`UPDATE ingest_batch b SET state = 'purging', answer = NULL, idempotency_key = NULL
    FROM traffic_purge_batch p
    WHERE p.purge_id = ${purge_id}::uuid AND b.id = p.batch_id AND b.state = 'stored' AND b.purged + p.decisions >= b.accepted`;
  await tx.$executeRaw`UPDATE ingest_batch b SET answer = NULL
    WHERE b.source_id = ${source_id}::uuid AND b.answer IS NOT NULL AND (b.duplicate > 0
      OR EXISTS (SELECT FROM traffic_purge_batch p WHERE p.purge_id = ${purge_id}::uuid AND p.batch_id = b.id))`;
}

/** SHA-256 over a line a delivery: id, decisions, digest. The list itself is in the ledger. */
function partsHash(parts: readonly PurgePart[], ids: ReadonlyMap<number, string>): string {
  const lines = parts.map(
    ({ batch_no, decisions, digest }) => `${ids.get(batch_no)} ${decisions} ${digest}\n`,
  );
  return createHash("sha256").update(lines.sort().join("")).digest("hex");
}
