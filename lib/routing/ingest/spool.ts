import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/kernel/env";
import { uuidv7 } from "@/lib/kernel/ids";

const root = () => join(/* turbopackIgnore: true */ env().DATA_DIR, "spool");

/** Runs `work` with a folder of its own for what a delivery unpacks to; the folder goes whatever happens. */
export async function withSpool<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(root(), `${process.pid}-${uuidv7()}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Removes what processes left that are no more. Call before the first delivery of this process. */
export async function clearSpool(): Promise<void> {
  const names = await readdir(root()).catch(() => []);
  for (const name of names) {
    const pid = Number(name.split("-")[0]);
    if (pid === process.pid || !isAlive(pid)) await rm(join(root(), name), { recursive: true, force: true });
  }
}
