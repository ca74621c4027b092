// Runs beside the server of a test, on its data folder: makes its people, a source of generated traffic and the clock
// (`begin INSTANT`, which prints a key for the source), or lets the server's own scheduler go on to a time and waits for
// it (`reach INSTANT`).
import { setTimeout as wait } from "node:timers/promises";
import { closeDatabase } from "../../lib/db/client";
import { createKey } from "../../lib/identity/server";
import { seedAccounts } from "../../prisma/seed/accounts";
import { allowUntil, beginClock, historyState } from "../../prisma/seed/history/clock";
import { OPERATOR } from "../../prisma/seed/operator";
import { ensureSource, SOURCE_KEY } from "../../prisma/seed/workspace";
import { readSettings } from "../../scripts/lib/settings";

const POLL_MS = 100;
const STALLED_MS = 120_000;

async function begin(now_ms: number): Promise<void> {
  await seedAccounts();
  await ensureSource();
  await beginClock(now_ms);
  const { secret } = await createKey(OPERATOR, { scope: "ingest", source: SOURCE_KEY, name: "Test" });
  process.stdout.write(secret);
}

async function reach(at_ms: number): Promise<void> {
  await allowUntil(at_ms);
  for (const since = Date.now(); Date.now() - since < STALLED_MS; await wait(POLL_MS)) {
    const state = await historyState();
    if (state.kind === "running" && state.settled_ms === at_ms) return;
  }
  throw new Error(`The clock has not come to ${new Date(at_ms).toISOString()}.`);
}

const [act, instant = ""] = process.argv.slice(2);
readSettings();
try {
  await (act === "begin" ? begin : reach)(Date.parse(instant));
} finally {
  await closeDatabase();
}
