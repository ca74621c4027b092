import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { closeDatabase } from "../../lib/db/client";
import { createKey } from "../../lib/identity/server";
import { launch } from "../lib/launcher";
import { readRunning } from "../lib/lock";
import type { Settings } from "../lib/settings";

export type Server = {
  url: string;
  /** Secret of a new ingest key; the source is created. */
  ingestKey: (source: string) => Promise<string>;
  readKey: () => Promise<string>;
  /** Most memory that the web process has held so far, in bytes; null where the system does not say. */
  peakMemory: () => number | null;
  /** Processor time that the web process has used, in seconds; null where the system does not say. */
  cpuSeconds: () => number | null;
  /** Waits until the web process rests: after a start it computes the overview ahead, and the engine merges. */
  settle: () => Promise<void>;
  stop: () => Promise<void>;
};

const operator = { kind: "system", id: "operator" } as const;

/** The production server on a data folder of its own, as `npm start` starts it. */
export async function startServer(settings: Settings, abort: AbortSignal): Promise<Server> {
  const own = new AbortController();
  const server = await launch(settings, {
    abort: AbortSignal.any([abort, own.signal]),
    unattended: true,
    say: (line) => console.log(line),
  });
  const web = readRunning(settings.DATA_DIR)?.children[0]?.pid;
  const secretOf = async (input: Parameters<typeof createKey>[1]) =>
    (await createKey(operator, input)).secret;
  return {
    url: server.url,
    ingestKey: (source) => secretOf({ scope: "ingest", source }),
    readKey: () => secretOf({ scope: "read", role: "compliance" }),
    peakMemory: () => (web === undefined ? null : highWater(web)),
    cpuSeconds: () => cpuSeconds(web),
    settle: () => settle(web),
    stop: async () => {
      await closeDatabase();
      own.abort();
      await server.ended;
    },
  };
}

function highWater(pid: number): number | null {
  try {
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kib === undefined ? null : Number(kib) * 1024;
  } catch {
    return null;
  }
}

// Deliveries have to be quiet for two looks, five seconds apart, before anything is computed ahead.
const FIRST_LOOK_MS = 12_000;
const LOOK_MS = 1_000;
const RESTING = 0.1;
const LOOKS = 120;

async function settle(pid: number | undefined): Promise<void> {
  await setTimeout(FIRST_LOOK_MS);
  for (let look = 0, before = cpuSeconds(pid); look < LOOKS && before !== null; look += 1) {
    await setTimeout(LOOK_MS);
    const now = cpuSeconds(pid);
    if (now === null || now - before < (RESTING * LOOK_MS) / 1000) return;
    before = now;
  }
}

/** Processor time that a process has used; null where the system does not say. */
function cpuSeconds(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ");
    return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : null;
  } catch {
    return null;
  }
}
