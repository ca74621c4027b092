import { resolve } from "node:path";
import { type Env, env } from "../../lib/kernel/env";
import { openDataFolder, refuseNewer } from "./data-folder";
import { Fault, messageOf } from "./fault";
import { embeddedUrl } from "./postgres";

export type Settings = Env & {
  /** True when no DATABASE_URL was given: Postgres is ours to start. */
  embedded: boolean;
};

/**
 * Reads the environment and completes it for everything that this process loads: the true path of the data folder, and
 * the address of the embedded Postgres. Throws a Fault when the folder cannot be used.
 */
export function readSettings(defaults: { DATA_DIR?: string } = {}): Settings {
  const folder = process.env.DATA_DIR || defaults.DATA_DIR || "./data";
  const dataDir = openDataFolder(resolve(folder));
  const embedded = !process.env.DATABASE_URL;
  process.env.DATA_DIR = dataDir;
  if (embedded) {
    refuseNewer(dataDir);
    process.env.DATABASE_URL = embeddedUrl(dataDir, "app");
    process.env.DATABASE_MIGRATION_URL = embeddedUrl(dataDir, "owner");
  }
  try {
    return { ...env(), embedded };
  } catch (error) {
    throw new Fault(messageOf(error));
  }
}
