import { type Tx, withActor } from "@/lib/db/server";
import { CHECKS } from "../system";

const KEY = "check_lease";

/** The right to run checks, of one process at a time. `fence` grows whenever it changes hands. */
export type Lease = { holder: string; fence: number };

/** Thrown where another process has taken over; nothing of what was under way is written. */
export class LeaseLost extends Error {
  constructor() {
    super("Another process runs the checks now.");
    this.name = "LeaseLost";
  }
}

type Row = { fence: number };

/** Takes the lease when nobody holds it, by the database's own clock; null while somebody does. */
export async function takeLease(holder: string, ttl_ms: number): Promise<Lease | null> {
  const [row] = await withActor(
    CHECKS,
    (tx) => tx.$queryRaw<Row[]>`
      INSERT INTO setting (key, value)
      VALUES (${KEY}, jsonb_build_object('holder', ${holder}::text, 'fence', 1, 'until', clock_timestamp() + ${ttl_ms} * interval '1 millisecond'))
      ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value || jsonb_build_object('fence', (setting.value ->> 'fence')::int + 1)
      WHERE (setting.value ->> 'until')::timestamptz < clock_timestamp()
      RETURNING (value ->> 'fence')::int AS fence`,
  );
  return row ? { holder, fence: row.fence } : null;
}

/** Holds the lease for longer; false when it has changed hands. */
export async function renewLease({ holder, fence }: Lease, ttl_ms: number): Promise<boolean> {
  const count = await withActor(
    CHECKS,
    (tx) => tx.$executeRaw`
      UPDATE setting SET value = value || jsonb_build_object('until', clock_timestamp() + ${ttl_ms} * interval '1 millisecond')
      WHERE key = ${KEY} AND value ->> 'holder' = ${holder} AND (value ->> 'fence')::int = ${fence}`,
  );
  return count === 1;
}

/** Gives the lease back, for the next process to take at once. */
export const releaseLease = async (lease: Lease): Promise<void> => {
  await renewLease(lease, -1);
};

/**
 * Refuses to write for a process whose lease has changed hands, however late it wakes up: until the caller's transaction
 * ends nobody takes the lease. Throws `LeaseLost`.
 */
export async function holdFence(tx: Tx, { holder, fence }: Lease): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS one FROM setting
    WHERE key = ${KEY} AND value ->> 'holder' = ${holder} AND (value ->> 'fence')::int = ${fence} FOR SHARE`;
  if (rows.length === 0) throw new LeaseLost();
}
