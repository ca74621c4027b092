import { join } from "node:path";
import { z } from "zod";
import { env } from "@/lib/kernel/env";
import { openEmbedded } from "./embedded";
import { migrate, storedVersion } from "./migrate";
import { MIGRATIONS } from "./migrations";
import type { Querier } from "./querier";
import { openRemote } from "./remote";

// Route handlers and instrumentation are bundled apart: only globalThis is one for all of them.
const holder = globalThis as typeof globalThis & { evenhandTraffic?: Promise<Querier> };

/** Whether the engine runs in this process: then no other one uses the store. */
export const isEmbedded = (): boolean => env().CLICKHOUSE_URL === undefined;

async function open(): Promise<Querier> {
  const { CLICKHOUSE_URL, CLICKHOUSE_CLUSTER, DATA_DIR } = env();
  if (CLICKHOUSE_CLUSTER)
    throw new Error("CLICKHOUSE_CLUSTER: this release makes tables on one server only.");
  return CLICKHOUSE_URL
    ? openRemote(CLICKHOUSE_URL)
    : openEmbedded(join(/* turbopackIgnore: true */ DATA_DIR, "clickhouse"));
}

function opened(): Promise<Querier> {
  holder.evenhandTraffic ??= open().catch((error: unknown) => {
    delete holder.evenhandTraffic;
    throw error;
  });
  return holder.evenhandTraffic;
}

/** The traffic store of this process, opened on first use so that a build opens nothing. */
export const clickhouse = (): Querier => ({
  rows: async (query) => (await opened()).rows(query),
  blocks: async (query) => (await opened()).blocks(query),
  command: async (sql, params) => (await opened()).command(sql, params),
  load: async (input) => (await opened()).load(input),
  toLines: async (input) => (await opened()).toLines(input),
  close: closeClickhouse,
});

/** Brings the traffic store's tables to this release. Throws when they are of a newer one. */
export const migrateClickhouse = async (): Promise<void> => migrate(await opened());

/** True when the store answers and its tables are of this release. */
export async function pingClickhouse(): Promise<boolean> {
  try {
    const store = await opened();
    await store.rows({ sql: "SELECT 1 AS one", row: z.object({ one: z.number() }) });
    return (await storedVersion(store)) === MIGRATIONS.length;
  } catch {
    return false;
  }
}

/** Waits for running queries and lets go; for scripts and tests, which must end. */
export async function closeClickhouse(): Promise<void> {
  const store = holder.evenhandTraffic;
  delete holder.evenhandTraffic;
  await (await store)?.close();
}

/** Whether an error says that the traffic store cannot be reached, rather than that a statement was wrong. */
export function isClickhouseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return /ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|CHDB_CONNECTION|Timeout error/.test(
    `${code} ${error.message}`,
  );
}
