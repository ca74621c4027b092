import { z } from "zod";
import { MIGRATIONS } from "./migrations";
import type { Querier } from "./querier";

const VERSIONS = `CREATE TABLE IF NOT EXISTS schema_version
(version UInt32, name String, applied_at DateTime('UTC') DEFAULT now('UTC')) ENGINE = MergeTree ORDER BY version`;

/** The newest migration that the store has had; 0 for an empty one. Changes nothing. */
export async function storedVersion(store: Querier): Promise<number> {
  const [table] = await store.rows({
    sql: "SELECT count() AS n FROM system.tables WHERE database = currentDatabase() AND name = 'schema_version'",
    row: z.object({ n: z.coerce.number() }),
  });
  if (!table?.n) return 0;
  const [last] = await store.rows({
    sql: "SELECT max(version) AS version FROM schema_version",
    row: z.object({ version: z.number() }),
  });
  return last?.version ?? 0;
}

/** Applies what is missing, in order. Throws, having touched nothing, when the store is of a newer release. */
export async function migrate(store: Querier): Promise<void> {
  const version = await storedVersion(store);
  const newest = MIGRATIONS.length;
  if (version > newest)
    throw new Error(
      `The traffic store is at version ${version}, made by a newer release; this one knows ${newest}. Nothing was changed.`,
    );
  if (version === newest) return;
  await store.command(VERSIONS);
  for (const [index, { name, statements }] of MIGRATIONS.entries()) {
    if (index < version) continue;
    for (const statement of statements) await store.command(statement);
    await store.command(
      "INSERT INTO schema_version (version, name) VALUES ({version:UInt32}, {name:String})",
      {
        version: index + 1,
        name,
      },
    );
  }
}
