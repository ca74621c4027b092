// Prints a new key, alone, on stdout. Works on the data folder, whether the server runs on it or not.
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { closeDatabase } from "../lib/db/client";
import { KeyCreate } from "../lib/identity";
import { createKey } from "../lib/identity/server";
import { Fault, messageOf, runScript } from "./lib/fault";
import { takeLock } from "./lib/lock";
import { openRegisterStore } from "./lib/register-store";
import { readSettings, type Settings } from "./lib/settings";

const USAGE = `Usage: npm run --silent key -- --scope ingest --source NAME [--name TEXT]
       npm run --silent key -- --scope read|write --role ROLE [--name TEXT]`;

function readInput() {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ options: { scope: text, source: text, role: text, name: text } });
    const parsed = KeyCreate.safeParse(values);
    if (parsed.success) return parsed.data;
    throw new Error(z.prettifyError(parsed.error));
  } catch (error) {
    throw new Fault(`${messageOf(error)}\n${USAGE}`);
  }
}

/** Runs the work with Postgres up: the running server's, or one that is started for it and stopped again. */
async function withStore<T>(settings: Settings, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const taken = takeLock(settings.DATA_DIR);
    if ("lock" in taken) {
      try {
        const store = await openRegisterStore(settings);
        return await work().finally(closeDatabase).finally(store.close);
      } finally {
        taken.lock.release();
      }
    }
    if (taken.holder.url) return work().finally(closeDatabase);
    // A server that is starting, or another key being made.
    await pause(100);
  }
}

await runScript(async () => {
  const input = readInput();
  const { secret } = await withStore(readSettings(), () =>
    createKey({ kind: "system", id: "operator" }, input),
  );
  process.stdout.write(`${secret}\n`);
});
