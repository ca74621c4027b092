import { readdirSync } from "node:fs";
import { join } from "node:path";
import { withActor } from "./with-actor";

const SYSTEM = { kind: "system", id: "operator" } as const;

/** Whether every migration that this build carries has been applied to the database. */
export async function migrationsApplied(): Promise<boolean> {
  try {
    const folder = join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations");
    const expected = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const rows = await withActor(
      SYSTEM,
      (tx) => tx.$queryRaw<{ migration_name: string }[]>`
        SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    );
    const applied = new Set(rows.map((row) => row.migration_name));
    return expected.every((entry) => applied.has(entry.name));
  } catch {
    return false;
  }
}
