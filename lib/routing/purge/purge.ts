import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { conflict, notFound, unavailable } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { parseInstant } from "@/lib/kernel/time";
import { lockSource } from "../ingest/ledger";
import { recovered, undoOpen } from "../ingest/recover";
import { inTurn } from "../ingest/source-lock";
import { getSource } from "../sources/store";
import { announcePurge, type PurgeTarget, sumParts } from "./announce";
import { finishPurges } from "./finish";
import { readPurge } from "./list-purges";
import { type PurgePart, type PurgeScope, weighPurge } from "./rows";
import type { PurgeAnswer, PurgeBatchInput, PurgePreview, PurgeSourceInput, PurgeView } from "./schema";

const PURGE_TIMEOUT_MS = 1_800_000;

/**
 * Takes one delivery out of the figures, with a reason; its file can then be delivered again. Throws 404, and 409
 * when it is not stored (any more) or the number of decisions is not the one expected.
 */
export async function purgeBatch(actor: Actor, id: string, input: PurgeBatchInput): Promise<PurgeAnswer> {
  authorize(actor, "traffic:purge");
  if (!isUuid(id)) throw notFound();
  const target = await withActor(actor, (tx) => batchTarget(tx, id));
  return run(actor, target, input);
}

/** Takes what a source says from a time on out of the figures, across its deliveries. Throws as `purgeBatch`. */
export async function purgeSource(actor: Actor, key: string, input: PurgeSourceInput): Promise<PurgeAnswer> {
  authorize(actor, "traffic:purge");
  const source = await withActor(actor, (tx) => getSource(tx, key));
  return run(actor, { source, batch: null, from_ms: parseInstant(input.from) }, input);
}

async function batchTarget(tx: Tx, id: string): Promise<PurgeTarget> {
  const row = await tx.ingestBatch.findUnique({ where: { id }, include: { source: true } });
  if (!row) throw notFound();
  return { source: row.source, batch: { id: row.id, no: row.no }, from_ms: null };
}

const scopeOf = ({ source, batch, from_ms }: PurgeTarget): PurgeScope =>
  batch ? { source_no: source.no, batch_no: batch.no } : { source_no: source.no, from_ms: from_ms ?? 0 };

async function run(actor: Actor, target: PurgeTarget, input: PurgeBatchInput): Promise<PurgeAnswer> {
  await recovered();
  if (input.dry_run) {
    await withActor(actor, (tx) => checkStored(tx, target));
    return previewOf(target, await weighPurge(scopeOf(target)));
  }
  return inTurn(target.source.id, () =>
    withActor(
      actor,
      async (tx) => {
        await lockSource(tx, target.source);
        return carryOut(actor, tx, target, input);
      },
      { timeout_ms: PURGE_TIMEOUT_MS },
    ),
  );
}

/**
 * In three steps of which each can be the last: the ledger says `purging`; the rows go; the ledger says `purged`.
 * Each commits by itself, while the caller's transaction holds the source's lock.
 */
async function carryOut(
  actor: Actor,
  tx: Tx,
  target: PurgeTarget,
  input: PurgeBatchInput,
): Promise<PurgeView> {
  await undoOpen(actor, target.source.id);
  await checkStored(tx, target);
  const parts = await weighPurge(scopeOf(target));
  const { decisions } = sumParts(parts);
  if (input.decisions !== undefined && input.decisions !== decisions)
    throw conflict(
      "purge_changed",
      `${decisions} decisions would go, not ${input.decisions}: the traffic has changed. Nothing was purged.`,
    );
  const id = await announcePurge(actor, target, input.reason ?? "", parts);
  try {
    await finishPurges(actor, target.source.id);
  } catch (error) {
    console.warn("A purge was announced and could not be finished yet.", error);
    throw unavailable(
      "The purge is announced and not finished: a store does not answer. It is finished by itself before the source's next delivery, or at the next start.",
    );
  }
  return readPurge(tx, id);
}

async function checkStored(tx: Tx, { batch }: PurgeTarget): Promise<void> {
  if (!batch) return;
  const { state } = await tx.ingestBatch.findUniqueOrThrow({
    where: { id: batch.id },
    select: { state: true },
  });
  if (state === "purged") throw conflict("purged_already", "This delivery is purged already.");
  if (state !== "stored")
    throw conflict("not_stored", "This delivery is not stored; there is nothing to purge.");
}

const previewOf = ({ source, batch, from_ms }: PurgeTarget, parts: readonly PurgePart[]): PurgePreview => {
  const { decisions, first_at, last_at } = sumParts(parts);
  return {
    dry_run: true,
    source: source.key,
    batch: batch?.id ?? null,
    from: from_ms === null ? null : new Date(from_ms).toISOString(),
    decisions,
    batches: batch ? 1 : parts.length,
    first_at: first_at?.toISOString() ?? null,
    last_at: last_at?.toISOString() ?? null,
  };
};
