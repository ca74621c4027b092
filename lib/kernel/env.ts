import { resolve } from "node:path";
import { z } from "zod";

const blank = (value: string | undefined) => (value === undefined || value === "" ? undefined : value);

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  DATA_DIR: z.string().default("./data"),
  /** Postgres as the application's role. Absent: the launcher's embedded one, on a socket under DATA_DIR. */
  DATABASE_URL: z.string().optional(),
  /** Postgres as the owner of the schema, for migrations; default DATABASE_URL. */
  DATABASE_MIGRATION_URL: z.string().optional(),
  /** Absent: chDB, the engine in this process, under DATA_DIR. */
  CLICKHOUSE_URL: z.string().optional(),
  CLICKHOUSE_CLUSTER: z.string().optional(),
  /** Where people reach the dashboard; for links and the check of a request's origin. */
  EVENHAND_URL: z.string().optional(),
  EVENHAND_ADMIN_EMAIL: z.string().optional(),
  EVENHAND_ADMIN_PASSWORD: z.string().optional(),
  /** Override DATA_DIR/secrets.json, for several web processes. */
  EVENHAND_AUTH_SECRET: z.string().optional(),
  EVENHAND_TENANT_KEY: z.string().optional(),
});

export type Env = z.infer<typeof schema>;

let parsed: Env | undefined;

/** The environment, parsed once. Throws with every fault named when a variable does not parse. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(
    Object.fromEntries(Object.keys(schema.shape).map((name) => [name, blank(process.env[name])])),
  );
  if (!result.success) throw new Error(`Environment: ${z.prettifyError(result.error)}`);
  parsed = { ...result.data, DATA_DIR: resolve(/* turbopackIgnore: true */ result.data.DATA_DIR) };
  return parsed;
}
