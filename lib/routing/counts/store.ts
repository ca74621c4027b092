import { createHash } from "node:crypto";
import { type Actor, actorRef } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";
import { conflict } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import type { Source } from "../ingest/ledger";
import type { IngestAnswer } from "../ingest/schema";
import type { Gathered, GatheredCount } from "./gather";

/** "coun" in ASCII: one delivery of counts a source at a time, beside deliveries of decisions. */
const LOCK = 0x636f756e;
const KEPT_MS = 30 * 86_400_000;
const CHUNK = 4000;

/** What a delivery is known by: the client's key, or else the hash of the bytes as sent. */
type Identity = { idempotency_key: string | null; body_hash: string };

/** Waits until no other delivery of counts is being stored for the source, until the transaction ends. */
export async function lockCounts(tx: Tx, { no }: Source): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::int, ${no}::int)`;
}

/**
 * The answer that this very delivery got before, as bytes; null when it is new. By key for 30 days, as deliveries of
 * decisions; by the body's hash only while no later one has changed what the source says: putting back an earlier
 * number is a change. Throws 409 for a key that came with another body.
 */
export async function rememberedCounts(
  tx: Tx,
  source: Source,
  { idempotency_key, body_hash }: Identity,
): Promise<Uint8Array | null> {
  const since = { source_id: source.id, created_at: { gte: new Date(Date.now() - KEPT_MS) } };
  const found = await tx.countsBatch.findFirst({
    where: { ...since, idempotency_key, ...(idempotency_key === null ? { body_hash } : {}) },
    orderBy: [{ created_at: "desc" }, { id: "desc" }],
  });
  if (!found) return null;
  if (idempotency_key !== null) {
    if (found.body_hash === body_hash) return found.answer;
    throw conflict(
      "idempotency_key_reused",
      "This Idempotency-Key came before with another body. Nothing was stored.",
    );
  }
  const changed = await tx.countsBatch.findFirst({
    // At the same millisecond either may have been first: then it is read again, and says what stands already.
    where: {
      source_id: source.id,
      accepted: { gt: 0 },
      created_at: { gte: found.created_at },
      id: { not: found.id },
    },
    select: { id: true },
  });
  return changed ? null : found.answer;
}

type Standing = { day: string; model_key: string; version: number; decisions: bigint };

/** What the source says by now of the days that a delivery speaks of, by day and model. */
async function standingCounts(
  tx: Tx,
  source: Source,
  counts: readonly GatheredCount[],
): Promise<Map<string, Standing>> {
  const days = counts.map(({ day }) => day).sort();
  const [from] = days;
  const to = days.at(-1);
  if (from === undefined || to === undefined) return new Map();
  const rows = await tx.$queryRaw<Standing[]>`
    SELECT DISTINCT ON (day, model_key) day::text AS day, model_key, version, decisions FROM served_count
    WHERE source_id = ${source.id}::uuid AND day BETWEEN ${from}::date AND ${to}::date
    ORDER BY day, model_key, version DESC`;
  return new Map(rows.map((row) => [`${row.day} ${row.model_key}`, row]));
}

export type CountsDelivery = Identity & { source: Source; file_name: string | null };

/** Stores what is new or other than before, as new versions, with the audit entry; the exact answer. */
export async function storeCounts(
  tx: Tx,
  actor: Actor,
  delivery: CountsDelivery,
  { counts, tally, repeated }: Gathered,
): Promise<Uint8Array<ArrayBuffer>> {
  const { source, ...identity } = delivery;
  const standing = await standingCounts(tx, source, counts);
  const id = uuidv7();
  const changed = counts.flatMap(({ line: _, ...count }) => {
    const before = standing.get(`${count.day} ${count.model_key}`);
    if (before && Number(before.decisions) === count.decisions) return [];
    return [{ ...count, version: (before?.version ?? 0) + 1 }];
  });
  const { received, rejected, errors, unknown_fields } = tally;
  const duplicate = repeated + counts.length - changed.length;
  const answer: IngestAnswer = {
    batch: id,
    received,
    accepted: changed.length,
    duplicate,
    rejected,
    errors,
  };
  const bytes = Uint8Array.from(Buffer.from(JSON.stringify(answer)));
  const lines = changed.map(
    (row) => `${JSON.stringify([row.day, row.model_key, row.version, row.decisions])}\n`,
  );
  const digest = createHash("sha256").update(lines.sort().join("")).digest("hex");
  const figures = { received, accepted: changed.length, duplicate, rejected, unknown_fields, digest };
  await tx.countsBatch.create({
    data: {
      id,
      source_id: source.id,
      ...identity,
      ...figures,
      errors,
      answer: bytes,
      created_by: actorRef(actor),
      // The transaction may have begun before another that was stored first.
      created_at: new Date(),
    },
  });
  for (let start = 0; start < changed.length; start += CHUNK)
    await tx.servedCount.createMany({
      data: changed.slice(start, start + CHUNK).map(({ day, ...row }) => ({
        ...row,
        day: new Date(`${day}T00:00:00Z`),
        source_id: source.id,
        batch_id: id,
      })),
    });
  await appendAudit(tx, {
    actor,
    action: "counts-batch:store",
    entity: "counts_batch",
    entity_id: id,
    after: {
      source: source.key,
      file_name: delivery.file_name,
      body_hash: delivery.body_hash,
      ...figures,
    },
  });
  return bytes;
}
