import { type Actor, actorRef } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import type { IngestAnswer } from "./schema";
import type { StageSummary } from "./stage";

const KEPT_MS = 30 * 86_400_000;
/** "inge" in ASCII: the first half of the lock under which one delivery of a source is published at a time. */
const LOCK = 0x696e6765;

export type Source = { id: string; no: number; key: string };

/** What a delivery is known by: the client's key, or else the hash of the bytes as sent. */
export type Identity = { idempotency_key: string | null; body_hash: string };

export type Delivery = Identity & {
  id: string;
  no: number;
  source: Source;
  format: string;
  file_name: string | null;
};

/** A number of its own for the rows of a delivery. */
export async function nextBatchNumber(actor: Actor): Promise<number> {
  const [row] = await withActor(
    actor,
    (tx) =>
      tx.$queryRaw<{ no: bigint }[]>`SELECT nextval(pg_get_serial_sequence('ingest_batch', 'no')) AS no`,
  );
  if (!row) throw new Error("The ledger gave no number.");
  return Number(row.no);
}

/** Waits until no other process publishes for the source, and until the transaction ends keeps others waiting. */
export async function lockSource(tx: Tx, { no }: Source): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::int, ${no}::int)`;
}

export type Remembered = { body_hash: string; answer: Uint8Array };

/** The delivery that the same key (or, without one, the same bytes) brought within 30 days; null when none did. */
export async function remembered(
  tx: Tx,
  source: Source,
  identity: Identity & { format: string },
): Promise<Remembered | null> {
  const { idempotency_key, body_hash, format } = identity;
  const row = await tx.ingestBatch.findFirst({
    where: {
      source_id: source.id,
      state: "stored",
      answer: { not: null },
      created_at: { gte: new Date(Date.now() - KEPT_MS) },
      // Sent to the wrong route first, the same bytes are another delivery at the right one.
      ...(idempotency_key === null ? { idempotency_key, body_hash, format } : { idempotency_key }),
    },
    select: { body_hash: true, answer: true },
  });
  return row?.answer ? { body_hash: row.body_hash, answer: row.answer } : null;
}

/** Notes, for good, that a delivery is about to be published: if this process dies, the next one undoes it. */
export async function announce(actor: Actor, delivery: Delivery): Promise<void> {
  const { source, ...rest } = delivery;
  await withActor(actor, async (tx) => {
    // An answer is kept for 30 days; its key is then free again.
    await tx.ingestBatch.updateMany({
      where: {
        source_id: source.id,
        answer: { not: null },
        created_at: { lt: new Date(Date.now() - KEPT_MS) },
      },
      data: { answer: null },
    });
    await tx.ingestBatch.create({
      data: { ...rest, source_id: source.id, state: "storing", created_by: actorRef(actor) },
    });
  });
}

export type Counts = { answer: IngestAnswer; unknown_fields: number; summary: StageSummary };

/** Turns an announced delivery into a stored one, with its audit entry, in the caller's transaction. */
export async function recordStored(
  tx: Tx,
  actor: Actor,
  delivery: Delivery,
  counts: Counts,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const { answer, unknown_fields, summary } = counts;
  const { received, accepted, duplicate, rejected, errors } = answer;
  const figures = { received, accepted, duplicate, rejected, unknown_fields, digest: summary.digest };
  await tx.ingestBatch.update({
    where: { id: delivery.id },
    data: {
      ...figures,
      state: "stored",
      errors,
      answer: bytes,
      first_at: summary.first_ms === null ? null : new Date(summary.first_ms),
      last_at: summary.last_ms === null ? null : new Date(summary.last_ms),
      stored_at: new Date(),
    },
  });
  await appendAudit(tx, {
    actor,
    action: "ingest-batch:store",
    entity: "ingest_batch",
    entity_id: delivery.id,
    after: {
      source: delivery.source.key,
      format: delivery.format,
      file_name: delivery.file_name,
      body_hash: delivery.body_hash,
      ...figures,
    },
  });
}

/** Marks an announced delivery as failed: nothing of it is stored. */
export async function recordFailed(actor: Actor, id: string): Promise<void> {
  await withActor(actor, (tx) =>
    tx.ingestBatch.updateMany({
      where: { id, state: { in: ["receiving", "storing"] } },
      data: { state: "failed" },
    }),
  );
}

export const newBatchId = (): string => uuidv7();
