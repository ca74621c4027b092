import { isClickhouseDown, migrateClickhouse } from "@/lib/clickhouse/server";
import { keepChecksRunning } from "@/lib/commitments/server";
import { isDatabaseDown } from "@/lib/db/server";
import { keepAnswersWarm } from "@/lib/reports/server";
import { recoverTraffic, watchStakes } from "@/lib/routing/server";

const RETRY_MS = 5_000;

/** Brings the traffic store's tables to this release, before the first request is answered. */
export async function startServer(): Promise<void> {
  // The launcher holds the other end: when it is killed, this server must not stay and keep the port.
  if (process.connected) process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  await prepareTrafficStore();
}

async function prepareTrafficStore(): Promise<void> {
  try {
    await migrateClickhouse();
    await recoverTraffic();
    watchStakes();
    keepAnswersWarm();
    keepChecksRunning();
  } catch (error) {
    if (!isClickhouseDown(error) && !isDatabaseDown(error)) throw error;
    // Until then /api/ready says no and what needs traffic answers 503; the rest works.
    console.warn("The traffic store does not answer; trying again.");
    setTimeout(() => void prepareTrafficStore(), RETRY_MS).unref();
  }
}
