import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../../scripts/lib/migrate";
import { ensureDatabase, startPostgres } from "../../scripts/lib/postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of this run: its cluster, and a data folder for each test file. */
    run_folder: string;
    postgres: { owner: string; template: string };
  }
}

/**
 * One Postgres for the run, with a migrated database that every test file copies. Its tables belong to a role that is no
 * superuser, as on a server of somebody else: the harder case for policies.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "evenhand-test-"));
  const cluster = join(folder, "cluster");
  mkdirSync(cluster);
  const server = await startPostgres(cluster, { volatile: true, settings: { max_connections: "200" } });
  await ensureDatabase(cluster, "template_evenhand", "schema_owner");
  await migrate(server.url("owner", "template_evenhand").replace("evenhand_owner", "schema_owner"));
  project.provide("run_folder", folder);
  project.provide("postgres", { owner: server.url("owner", "postgres"), template: "template_evenhand" });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
