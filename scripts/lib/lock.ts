import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isErrno } from "./fault";
import { isAlive, type Process, processOf } from "./processes";

const Known = z.object({ pid: z.number().int().positive(), started: z.string() });
const Record = Known.extend({
  /** Where the dashboard answers; null until it does. */
  url: z.string().nullable(),
  children: z.array(Known),
});

/** Who runs on a data folder, and what it has started: read by a second start, by scripts and by the next start. */
export type Running = z.infer<typeof Record>;

const lockFile = (dataDir: string) => join(dataDir, "running.json");

export type Lock = {
  update: (change: Partial<Omit<Running, "pid" | "started">>) => void;
  release: () => void;
};

/** The launcher alive on this folder, or null. */
export function readRunning(dataDir: string): Running | null {
  const found = read(lockFile(dataDir));
  return found && isAlive(found) ? found : null;
}

function read(file: string): Running | null {
  try {
    return Record.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (isErrno(error, "ENOENT")) return null;
    // Cut off by a crash: whoever wrote it is gone, or it would have been renamed into place whole.
    return { pid: 2 ** 30, started: "", url: null, children: [] };
  }
}

/**
 * Takes the folder, or gives the launcher that has it. `left` are processes of an earlier launcher that was killed:
 * they are for the caller to end.
 */
export function takeLock(dataDir: string): { lock: Lock; left: Process[] } | { holder: Running } {
  const file = lockFile(dataDir);
  const mine: Running = { ...processOf(process.pid), url: null, children: [] };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  const left: Process[] = [];
  try {
    for (;;) {
      try {
        linkSync(draft, file);
        break;
      } catch (error) {
        if (!isErrno(error, "EEXIST")) throw error;
      }
      const holder = read(file);
      if (holder && isAlive(holder)) return { holder };
      if (holder) left.push(...clearStale(file, holder));
    }
  } finally {
    unlinkSync(draft);
  }
  return { lock: lockOf(file, mine), left };
}

/** Two starts may find the same stale file: only what is still that file is taken away, anything newer is put back. */
function clearStale(file: string, stale: Running): Process[] {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isErrno(error, "ENOENT")) return [];
    throw error;
  }
  const taken = read(aside);
  if (taken && isAlive(taken)) {
    renameSync(aside, file);
    return [];
  }
  rmSync(aside, { force: true });
  return stale.children.filter(isAlive);
}

function lockOf(file: string, mine: Running): Lock {
  let now = mine;
  return {
    update: (change) => {
      now = { ...now, ...change };
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, JSON.stringify(now));
      renameSync(draft, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}
