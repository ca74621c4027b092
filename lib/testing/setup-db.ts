import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";

// A database and a data folder of its own for each test file; the environment is set before the file imports anything.
const { owner, template } = inject("postgres");
const name = `t_${randomBytes(6).toString("hex")}`;

const client = new pg.Client({ connectionString: owner });
await client.connect();
await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
await client.end();

const url = (user: string) => {
  const target = new URL(owner);
  target.username = user;
  target.pathname = `/${name}`;
  return target.href;
};
const folder = join(inject("run_folder"), name);
mkdirSync(folder);

Object.assign(process.env, {
  DATA_DIR: folder,
  DATABASE_URL: url("evenhand_app"),
  DATABASE_MIGRATION_URL: url("evenhand_owner"),
  CLICKHOUSE_URL: "",
  EVENHAND_ADMIN_EMAIL: "",
  EVENHAND_ADMIN_PASSWORD: "",
  UV_THREADPOOL_SIZE: "16",
});

afterAll(async () => {
  const { closeDatabase } = await import("@/lib/db/client");
  const { closeClickhouse } = await import("@/lib/clickhouse/server");
  await closeClickhouse();
  await closeDatabase();
});
