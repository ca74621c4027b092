import { type Actor, actorRef } from "@/lib/access";
import { appendAuditMany } from "@/lib/audit/server";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
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
  /** It was announced before, and failed together with others. */
  again?: boolean;
};

/** Waits until no other process publishes for the source, and until the transaction ends keeps others waiting. */
export async function lockSource(tx: Tx, { no }: Source): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::int, ${no}::int)`;
}

/** Whether a delivery or a purge of the source was begun and not ended. */
export async function isOpen(tx: Tx, { id }: Source): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ open: boolean }[]>`SELECT
    EXISTS (SELECT FROM ingest_batch WHERE source_id = ${id}::uuid AND state IN ('receiving', 'storing')) OR
    EXISTS (SELECT FROM traffic_purge WHERE source_id = ${id}::uuid AND state = 'purging') AS open`;
  return row?.open ?? true;
}

/** What a delivery is known by among those of its source. */
export type Known = Identity & { format: string };

export type Remembered = { body_hash: string; answer: Uint8Array };

// Sent to the wrong route first, the same bytes are another delivery at the right one.
const whereKnown = ({ idempotency_key, body_hash, format }: Known) =>
  idempotency_key === null ? { idempotency_key, body_hash, format } : { idempotency_key };

/** Whether two deliveries of a source are one that came twice, or two under one key. */
export const isSame = (one: Known, other: Known): boolean =>
  one.idempotency_key === other.idempotency_key &&
  (one.idempotency_key !== null || (one.body_hash === other.body_hash && one.format === other.format));

/**
 * For each of some deliveries the one that the same key (or, without one, the same bytes) brought within 30 days; null
 * when none did.
 */
export async function remembered(
  tx: Tx,
  source: Source,
  identities: readonly Known[],
): Promise<(Remembered | null)[]> {
  const rows = await tx.ingestBatch.findMany({
    where: {
      source_id: source.id,
      state: "stored",
      answer: { not: null },
      created_at: { gte: new Date(Date.now() - KEPT_MS) },
      OR: identities.map(whereKnown),
    },
    select: { idempotency_key: true, body_hash: true, format: true, answer: true },
  });
  return identities.map((identity) => {
    const row = rows.find((stored) => isSame(stored, identity));
    return row?.answer ? { body_hash: row.body_hash, answer: row.answer } : null;
  });
}

/**
 * Notes, for good, that deliveries of a source are about to be published: if this process dies, the next one undoes
 * them. One that failed and is tried again takes up its entry.
 */
export async function announce(actor: Actor, deliveries: readonly Delivery[]): Promise<void> {
  const [first] = deliveries;
  if (!first) return;
  await withActor(actor, async (tx) => {
    // An answer is kept for 30 days; its key is then free again.
    await tx.ingestBatch.updateMany({
      where: {
        source_id: first.source.id,
        answer: { not: null },
        created_at: { lt: new Date(Date.now() - KEPT_MS) },
      },
      data: { answer: null },
    });
    const again = deliveries.flatMap(({ id, again }) => (again ? [id] : []));
    if (again.length > 0)
      await tx.ingestBatch.updateMany({
        where: { id: { in: again }, state: "failed" },
        data: { state: "storing" },
      });
    await tx.ingestBatch.createMany({
      data: deliveries.map(({ source, again: _, ...rest }) => ({
        ...rest,
        source_id: source.id,
        state: "storing",
        created_by: actorRef(actor),
      })),
      skipDuplicates: again.length > 0,
    });
  });
}

export type Counts = { answer: IngestAnswer; unknown_fields: number; summary: StageSummary };
export type Stored = Counts & { delivery: Delivery; bytes: Uint8Array<ArrayBuffer> };

const figuresOf = ({ answer, unknown_fields, summary }: Counts) => {
  const { received, accepted, duplicate, rejected } = answer;
  return { received, accepted, duplicate, rejected, unknown_fields, digest: summary.digest };
};

/** Turns announced deliveries into stored ones, with their audit entries, in the caller's transaction. */
export async function recordStored(tx: Tx, actor: Actor, stored: readonly Stored[]): Promise<void> {
  const count =
    await tx.$executeRaw`UPDATE ingest_batch b SET state = 'stored', stored_at = clock_timestamp(), received = v.received,
      accepted = v.accepted, duplicate = v.duplicate, rejected = v.rejected, unknown_fields = v.unknown_fields,
      digest = v.digest, errors = v.errors, answer = v.answer, first_at = v.first_at, last_at = v.last_at
    FROM (VALUES ${Prisma.join(stored.map(valuesOf))})
      AS v (id, received, accepted, duplicate, rejected, unknown_fields, digest, errors, answer, first_at, last_at)
    WHERE b.id = v.id AND b.state = 'storing'`;
  if (count !== stored.length)
    throw new Error(`${stored.length} deliveries were to be stored, ${count} were announced.`);
  await appendAuditMany(
    tx,
    stored.map(({ delivery, ...counts }) => ({
      actor,
      action: "ingest-batch:store",
      entity: "ingest_batch",
      entity_id: delivery.id,
      after: {
        source: delivery.source.key,
        format: delivery.format,
        file_name: delivery.file_name,
        body_hash: delivery.body_hash,
        ...figuresOf(counts),
      },
    })),
  );
}

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function valuesOf({ delivery, bytes, ...counts }: Stored) {
  const figures = figuresOf(counts);
  const { first_ms, last_ms } = counts.summary;
  return Prisma.sql`(${delivery.id}::uuid, ${figures.received}::bigint, ${figures.accepted}::bigint,
    ${figures.duplicate}::bigint, ${figures.rejected}::bigint, ${figures.unknown_fields}::bigint, ${figures.digest}::text,
    ${JSON.stringify(counts.answer.errors)}::jsonb, ${bytes}::bytea, ${instant(first_ms)}::timestamptz,
    ${instant(last_ms)}::timestamptz)`;
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
