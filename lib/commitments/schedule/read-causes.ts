import type { Tx } from "@/lib/db/server";
import { type Day, dayStart, toDate, toDay } from "../day";
import type { Arrived, Purged } from "./why";

const DAY_MS = 86_400_000;

type Measured = { from_ms: number; at_ms: number };

/** Milliseconds since 1970 at which a UUID of version 7 was made: real time, also where the clock of checks is simulated. */
export const madeAt = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

/** When each of these days was measured last; those that never were are left out. */
async function readMeasured(
  tx: Tx,
  check_id: string,
  window_from: Day,
  days: readonly Day[],
): Promise<Measured[]> {
  const rows = await tx.checkDay.findMany({
    where: { check_id, window_from: toDate(window_from), day: { in: days.map(toDate) } },
    select: { id: true, day: true },
    orderBy: { revision: "asc" },
  });
  const latest = new Map(rows.map(({ id, day }) => [day.getTime(), madeAt(id)]));
  return [...latest].map(([from_ms, at_ms]) => ({ from_ms, at_ms }));
}

type Event = { at: Date | null; first_at: Date | null; last_at: Date | null };

/** Whether something reached one of the days after that very day was measured. */
const reaches = (measured: readonly Measured[], { at, first_at, last_at }: Event): boolean =>
  measured.some(
    ({ from_ms, at_ms }) =>
      at !== null &&
      first_at !== null &&
      last_at !== null &&
      at.getTime() > at_ms &&
      first_at.getTime() < from_ms + DAY_MS &&
      last_at.getTime() >= from_ms,
  );

/** What was purged and what came, of days of a check, since they were measured. */
export async function readCauses(
  tx: Tx,
  check_id: string,
  window_from: Day,
  days: readonly Day[],
): Promise<{ purged: Purged[]; arrived: Arrived[] }> {
  const measured = await readMeasured(tx, check_id, window_from, days);
  const [first, last] = [days[0], days.at(-1)];
  if (measured.length === 0 || first === undefined || last === undefined) return { purged: [], arrived: [] };
  const since = new Date(Math.min(...measured.map(({ at_ms }) => at_ms)));
  const touching = {
    first_at: { lt: new Date(dayStart(last) + DAY_MS) },
    last_at: { gte: toDate(first) },
  };
  const purges = await tx.trafficPurge.findMany({
    where: { state: "purged", purged_at: { gt: since }, ...touching },
    select: {
      purged_at: true,
      first_at: true,
      last_at: true,
      decisions: true,
      batch_id: true,
      source: { select: { key: true } },
      parts: { select: { batch_id: true, batch: { select: { no: true } } } },
    },
    orderBy: { purged_at: "asc" },
  });
  const batches = await tx.ingestBatch.findMany({
    where: { state: "stored", accepted: { gt: 0 }, stored_at: { gt: since }, ...touching },
    select: {
      no: true,
      stored_at: true,
      first_at: true,
      last_at: true,
      accepted: true,
      source: { select: { key: true } },
    },
    orderBy: { no: "asc" },
  });
  return {
    purged: purges
      .filter((purge) => reaches(measured, { ...purge, at: purge.purged_at }))
      .map(({ purged_at, decisions, batch_id, source, parts }) => ({
        purged_at,
        decisions,
        source: source.key,
        batch_no:
          batch_id === null ? null : (parts.find((part) => part.batch_id === batch_id)?.batch.no ?? null),
      })),
    arrived: batches
      .filter((batch) => reaches(measured, { ...batch, at: batch.stored_at }))
      .map(({ no, stored_at, accepted, source }) => ({
        no,
        stored_at,
        accepted,
        source: source.key,
      })),
  };
}

/** By which method and catalogue the last of some days was measured last; null where none was. */
export async function readMeasuredBy(
  tx: Tx,
  check_id: string,
  window_from: Day,
  days: readonly Day[],
): Promise<{ day: Day; method_version: string; catalogue_version: string } | null> {
  const row = await tx.checkDay.findFirst({
    where: { check_id, window_from: toDate(window_from), day: { in: days.map(toDate) } },
    select: { day: true, method_version: true, catalogue_version: true },
    orderBy: [{ day: "desc" }, { revision: "desc" }],
  });
  return row && { ...row, day: toDay(row.day) };
}
