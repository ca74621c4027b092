import pg from "pg";
import { markVersion } from "./data-folder";
import { Fault, messageOf } from "./fault";
import { ForeignMigrations, migrate } from "./migrate";
import { ensureDatabase, type Postgres, startPostgres } from "./postgres";
import type { Settings } from "./settings";

export type RegisterStore = {
  /** Null with a server of somebody else. */
  postgres: Postgres | null;
  close: () => Promise<void>;
};

/** Starts the embedded Postgres, or takes the one of DATABASE_URL, and brings its tables to this version. */
export async function openRegisterStore(settings: Settings): Promise<RegisterStore> {
  const { DATA_DIR, DATABASE_URL = "", DATABASE_MIGRATION_URL = DATABASE_URL } = settings;
  if (!settings.embedded) {
    await bringUpToDate(DATABASE_MIGRATION_URL, "The database of DATABASE_URL");
    return { postgres: null, close: async () => undefined };
  }
  const postgres = await startPostgres(DATA_DIR);
  try {
    await ensureDatabase(DATA_DIR);
    await bringUpToDate(DATABASE_MIGRATION_URL, `The data folder ${DATA_DIR}`);
    markVersion(DATA_DIR, await appliedNames(DATABASE_MIGRATION_URL));
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return { postgres, close: () => closeEmbedded(postgres, settings) };
}

async function bringUpToDate(url: string, what: string): Promise<void> {
  try {
    await migrate(url);
  } catch (error) {
    if (error instanceof ForeignMigrations)
      throw new Fault(
        `${what} belongs to another version of Evenhand: ${error.message}. Nothing was changed.`,
      );
    throw new Fault(`${what} could not be brought up to date. ${messageOf(error)}`);
  }
}

async function closeEmbedded(postgres: Postgres, { DATA_DIR, DATABASE_MIGRATION_URL = "" }: Settings) {
  // A newer version may have migrated it over our socket meanwhile: the mark says what is true at the end.
  try {
    markVersion(DATA_DIR, await appliedNames(DATABASE_MIGRATION_URL));
  } finally {
    await postgres.stop();
  }
}

async function appliedNames(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ migration_name: string }>(
      "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name",
    );
    return rows.map((row) => row.migration_name);
  } finally {
    await client.end();
  }
}
