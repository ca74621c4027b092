import { pingClickhouse } from "@/lib/clickhouse/server";
import { migrationsApplied, pingDatabase } from "@/lib/db/server";
import { hasAdministrator } from "@/lib/identity/server";

export type Readiness = {
  database: boolean;
  traffic_store: boolean;
  migrations: boolean;
  administrator: boolean;
};

/** What must hold before traffic is sent here; a store that is down makes what rests on it false, never an error. */
export async function readiness(): Promise<Readiness> {
  const [database, traffic_store] = await Promise.all([pingDatabase(), pingClickhouse()]);
  const [migrations, administrator] = database
    ? await Promise.all([migrationsApplied(), hasAdministrator().catch(() => false)])
    : [false, false];
  return { database, traffic_store, migrations, administrator };
}
