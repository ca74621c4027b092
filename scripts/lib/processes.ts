import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** A process, told apart from a later one with the same number by when it started. */
export type Process = { pid: number; started: string };

/** When the process started, in the system's own words; null when it has ended (a zombie has ended). */
export function startedAt(pid: number): string | null {
  try {
    if (process.platform !== "linux") {
      const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
        encoding: "utf8",
      }).trim();
      return line === "" || line.startsWith("Z") ? null : line.replace(/^\S+\s+/, "");
    }
    // The name in brackets may hold anything, brackets too: fields are counted from the last one.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return fields[0] === "Z" || fields[0] === "X" ? null : `${boot}:${fields[19]}`;
  } catch {
    return null;
  }
}

export const processOf = (pid: number): Process => ({ pid, started: startedAt(pid) ?? "" });

export const isAlive = ({ pid, started }: Process): boolean => startedAt(pid) === started;

/** Sends the signal to the process, and to its group where it leads one. Ended processes are left alone. */
export function signal(target: Process, name: NodeJS.Signals): void {
  if (!isAlive(target)) return;
  for (const pid of [-target.pid, target.pid]) {
    try {
      process.kill(pid, name);
      return;
    } catch {
      // No group of its own, or gone in between.
    }
  }
}

/** Waits until the condition holds; false when it did not within the time. */
export async function until(condition: () => boolean | Promise<boolean>, timeout_ms: number, step_ms = 20) {
  const end = performance.now() + timeout_ms;
  while (!(await condition())) {
    if (performance.now() > end) return false;
    await pause(step_ms);
  }
  return true;
}

/** Ends a process by one signal after another, each given its time. */
export async function end(
  target: Process,
  steps: readonly (readonly [NodeJS.Signals, number])[],
): Promise<void> {
  for (const [name, timeout_ms] of steps) {
    signal(target, name);
    if (await until(() => !isAlive(target), timeout_ms)) return;
  }
  throw new Error(`Process ${target.pid} does not end.`);
}

/** Live processes of that name which work in the folder (Linux; elsewhere an empty list). Zombies have no folder. */
export function processesIn(folder: string, name: string): Process[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        const comm = readFileSync(`/proc/${pid}/comm`, "utf8").trim();
        return comm === name && readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false;
      }
    })
    .map((pid) => processOf(Number(pid)))
    .filter(({ started }) => started !== "");
}
