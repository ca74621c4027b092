import { readFileSync } from "node:fs";
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
