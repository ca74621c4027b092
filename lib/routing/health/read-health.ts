import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { getSource } from "../sources/store";
import type { SourceHealth } from "./schema";
import { readSequence } from "./sequence";

const DAY_MS = 86_400_000;
const RATE_DAYS = 7;
const LAG_BATCHES = 20;

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
};

async function readLedger(tx: Tx, source_id: string, now_ms: number) {
  const where = { source_id, state: "stored" };
  // One after the other: a transaction is one connection.
  const sums = await tx.ingestBatch.aggregate({
    where,
    _sum: { received: true, accepted: true, duplicate: true, rejected: true, unknown_fields: true },
  });
  const recent = await tx.ingestBatch.aggregate({
    where: { ...where, stored_at: { gte: new Date(now_ms - RATE_DAYS * DAY_MS) } },
    _sum: { accepted: true },
  });
  const last = await tx.ingestBatch.findMany({
    // Of a delivery that lost decisions, the last time is that of what is left.
    where: { ...where, purged: 0, last_at: { not: null }, stored_at: { not: null } },
    orderBy: { id: "desc" },
    take: LAG_BATCHES,
    select: { last_at: true, stored_at: true },
  });
  const lags = last.map(
    ({ last_at, stored_at }) => ((stored_at?.getTime() ?? 0) - (last_at?.getTime() ?? 0)) / 1000,
  );
  const stored = Number(recent._sum.accepted ?? 0);
  return {
    decisions_a_day: stored === 0 ? null : stored / RATE_DAYS,
    // Decisions from the gateway's own future, within what is allowed, are not early.
    lag_s: median(lags.map((lag) => Math.max(0, lag))),
    received: Number(sums._sum.received ?? 0),
    accepted: Number(sums._sum.accepted ?? 0),
    duplicate: Number(sums._sum.duplicate ?? 0),
    rejected: Number(sums._sum.rejected ?? 0),
    unknown_fields: Number(sums._sum.unknown_fields ?? 0),
  };
}

/** How a source delivers: rate, lag, what was refused or came twice, and gaps where it numbers its records. Throws 404. */
export async function readHealth(actor: Actor, key: string, now_ms = Date.now()): Promise<SourceHealth> {
  authorize(actor, "routing:read");
  const { no, ledger } = await withActor(actor, async (tx) => {
    const source = await getSource(tx, key);
    return { no: source.no, ledger: await readLedger(tx, source.id, now_ms) };
  });
  return { ...ledger, sequence: await readSequence(no) };
}
