import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, inject, it } from "vitest";
import { ForeignMigrations, migrate, readMigrations } from "../scripts/lib/migrate";
import { schemaSql } from "../scripts/lib/schema-sql";

const { owner } = inject("postgres");

async function withDatabase<T>(work: (url: string, client: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: owner });
  await admin.connect();
  const name = `m_${randomBytes(6).toString("hex")}`;
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(owner);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(url.href, client);
  } finally {
    await client.end();
  }
}

const lines = async (client: pg.Client, sql: string): Promise<string[]> => {
  const { rows } = await client.query<string[]>({ text: sql, rowMode: "array" });
  return rows.map((row) => row.join(" | ")).sort();
};

const columns = (client: pg.Client) =>
  lines(
    client,
    `SELECT table_name, column_name, udt_name, is_nullable, column_default, datetime_precision, numeric_precision, numeric_scale
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
const keys = (client: pg.Client) =>
  lines(
    client,
    `SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u') AND conrelid <> coalesce(to_regclass('_prisma_migrations'), 0)`,
  );
const indexes = (client: pg.Client) =>
  lines(client, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'");

describe("migrations", () => {
  it("lead to the tables, keys and indexes of the Prisma schema", async () => {
    const folder = join(import.meta.dirname, "schema");
    const files = readdirSync(folder).map((path) => ({
      path,
      content: readFileSync(join(folder, path), "utf8"),
    }));
    const wanted = await withDatabase(async (_url, client) => {
      await client.query(await schemaSql(owner, [], files));
      return { columns: await columns(client), keys: await keys(client), indexes: await indexes(client) };
    });
    await withDatabase(async (url, client) => {
      await migrate(url);
      expect(await columns(client)).toEqual(wanted.columns);
      expect(await keys(client)).toEqual(wanted.keys);
      expect(await indexes(client)).toEqual(expect.arrayContaining(wanted.indexes));
    });
  });

  // Every ten seconds, over a history that only grows.
  it.each([
    ["check_result_failed", "SELECT day FROM check_result f WHERE f.verdict = 'failed'"],
    [
      "notification_finding_overdue",
      "SELECT id FROM notification WHERE kind = 'finding_overdue' AND finding_id = ANY ('{00000000-0000-0000-0000-000000000000}'::uuid[])",
    ],
  ])("give what the scheduler asks an index of its own: %s", (index, sql) =>
    withDatabase(async (url, client) => {
      await migrate(url);
      await client.query("SET enable_seqscan = off");
      expect((await lines(client, `EXPLAIN ${sql}`)).join("\n")).toContain(index);
    }),
  );

  it("are applied once", () =>
    withDatabase(async (url) => {
      expect(await migrate(url)).toEqual(readMigrations().map(({ name }) => name));
      expect(await migrate(url)).toEqual([]);
    }));

  it("leave nothing of a file that fails half-way", () =>
    withDatabase(async (url, client) => {
      const sql = "CREATE TABLE half (a int); SELECT 1 / 0;";
      await expect(migrate(url, [{ name: "0001_half", sql, checksum: "x" }])).rejects.toThrow(
        "Migration 0001_half failed: division by zero",
      );
      expect(await columns(client)).toEqual([]);
      expect(await migrate(url)).toHaveLength(readMigrations().length);
    }));

  it("refuse a database of a newer version, and one whose files have changed, without touching it", () =>
    withDatabase(async (url, client) => {
      const [first, ...rest] = readMigrations();
      if (!first) throw new Error("there are no migrations");
      await migrate(url);
      const before = await columns(client);
      const extra = { name: "9999_extra", sql: "CREATE TABLE extra (a int)", checksum: "x" };
      await migrate(url, [first, ...rest, extra]);
      await client.query("DROP TABLE extra");
      await expect(migrate(url)).rejects.toThrow(ForeignMigrations);
      await expect(migrate(url, [{ ...first, checksum: "other" }, ...rest, extra])).rejects.toThrow(
        /0001_init differs/,
      );
      expect(await columns(client)).toEqual(before);
    }));

  it("wait for each other", () =>
    withDatabase(async (url) => {
      const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
      expect(applied.flat()).toHaveLength(readMigrations().length);
    }));
});
