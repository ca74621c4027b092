import { z } from "zod";
import { clickhouse, type Params } from "@/lib/clickhouse/server";
import { toClickHouseTime } from "@/lib/kernel/time";
import { ROW_HASH } from "../ingest/columns";

/** What a purge takes out, in numbers of the traffic store: one delivery, or what a source says from a time on. */
export type PurgeScope = { source_no: number; batch_no: number } | { source_no: number; from_ms: number };

/** What goes of one delivery, and the times of what stays of it. */
export type PurgePart = {
  batch_no: number;
  decisions: number;
  digest: string;
  first_ms: number;
  last_ms: number;
  kept_first_ms: number | null;
  kept_last_ms: number | null;
};

// Sums of a row's hash, as the ledger's digest of a delivery: what went and what stays add up to it.

const Part = z.object({
  batch_no: z.number(),
  decisions: z.coerce.number(),
  digest: z.string(),
  first_ms: z.coerce.number(),
  last_ms: z.coerce.number(),
});
const Kept = z.object({
  batch_no: z.number(),
  kept_first_ms: z.coerce.number(),
  kept_last_ms: z.coerce.number(),
});

const FROM = "{from:DateTime64(6, 'UTC')}";

/** WHERE condition of the rows that go. */
function whereGoing(scope: PurgeScope): { sql: string; params: Params } {
  const source = scope.source_no;
  if ("batch_no" in scope)
    return {
      sql: "source = {source:UInt32} AND batch = {batch:UInt32}",
      params: { source, batch: scope.batch_no },
    };
  return {
    sql: `source = {source:UInt32} AND toDate(occurred_at) >= toDate(${FROM}) AND occurred_at >= ${FROM}`,
    params: { source, from: toClickHouseTime(scope.from_ms) },
  };
}

/** What would go, by delivery. Exact while nothing is published for the source. */
export async function weighPurge(scope: PurgeScope): Promise<PurgePart[]> {
  const { sql, params } = whereGoing(scope);
  const parts = await clickhouse().rows({
    sql: `SELECT batch AS batch_no, count() AS decisions, hex(sum(${ROW_HASH})) AS digest,
        toUnixTimestamp64Milli(min(occurred_at)) AS first_ms, toUnixTimestamp64Milli(max(occurred_at)) AS last_ms
      FROM decisions WHERE ${sql} GROUP BY batch ORDER BY batch`,
    params,
    row: Part,
  });
  const kept = new Map((await keptOf(scope)).map(({ batch_no, ...times }) => [batch_no, times]));
  return parts.map((part) => ({
    ...part,
    kept_first_ms: kept.get(part.batch_no)?.kept_first_ms ?? null,
    kept_last_ms: kept.get(part.batch_no)?.kept_last_ms ?? null,
  }));
}

async function keptOf(scope: PurgeScope): Promise<z.infer<typeof Kept>[]> {
  if ("batch_no" in scope) return [];
  const { sql, params } = whereGoing(scope);
  return clickhouse().rows({
    sql: `SELECT batch AS batch_no, toUnixTimestamp64Milli(min(occurred_at)) AS kept_first_ms,
        toUnixTimestamp64Milli(max(occurred_at)) AS kept_last_ms
      FROM decisions WHERE source = {source:UInt32} AND occurred_at < ${FROM}
        AND batch IN (SELECT batch FROM decisions WHERE ${sql}) GROUP BY batch`,
    params,
    row: Kept,
  });
}

async function countGoing(scope: PurgeScope): Promise<number> {
  const { sql, params } = whereGoing(scope);
  const [row] = await clickhouse().rows({
    sql: `SELECT count() AS n FROM decisions WHERE ${sql}`,
    params,
    row: z.object({ n: z.coerce.number() }),
  });
  return row?.n ?? 0;
}

/** Takes the rows out: a read sees all of them or none. A second time it does nothing. Throws when some are left. */
export async function removeRows(scope: PurgeScope): Promise<void> {
  if ((await countGoing(scope)) === 0) return;
  const { sql, params } = whereGoing(scope);
  await clickhouse().command(`DELETE FROM decisions WHERE ${sql}`, params);
  const left = await countGoing(scope);
  if (left > 0) throw new Error(`${left} decisions are left after a purge.`);
}

const MODULUS = 1n << 64n;

/** The digest of several parts together, written as the engine writes one. */
export function sumDigests(digests: readonly string[]): string {
  const sum = digests.reduce((total, digest) => (total + BigInt(`0x${digest}`)) % MODULUS, 0n);
  const hex = sum.toString(16).toUpperCase();
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}
