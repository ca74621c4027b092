import pg from "pg";
import { env } from "@/lib/kernel/env";

/** Changes days and results as only whoever owns the schema can, past the triggers that say they are never changed. */
export async function tamper(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_MIGRATION_URL });
  await client.connect();
  const triggers = async (state: "DISABLE" | "ENABLE") => {
    for (const table of ["check_day", "check_result"])
      await client.query(`ALTER TABLE ${table} ${state} TRIGGER USER`);
  };
  try {
    await client.query("SELECT set_config('evenhand.actor', 'system:operator', false)");
    await triggers("DISABLE");
    for (const sql of statements) await client.query(sql);
    await triggers("ENABLE");
  } finally {
    await client.end();
  }
}
