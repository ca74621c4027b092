import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { uuidv7 } from "@/lib/kernel/ids";
import { migrate, readMigrations } from "../scripts/lib/migrate";

// Checks that were recorded before the database kept when they were truly written, and for which words.
const { owner } = inject("postgres");
const name = `u_${randomBytes(6).toString("hex")}`;
const url = (user: string): string => {
  const target = new URL(owner);
  target.username = user;
  target.pathname = `/${name}`;
  return target.href;
};

const BEFORE = "0012_truly_written";
const SIMULATED = "2026-03-01T09:00:00.000Z";
const HASH = "0".repeat(64);
const COMMITMENT = uuidv7();
const HOUR_MS = 3_600_000;

/** A notice as that version wrote it. */
const announce = (client: pg.Client, policy_version: string) =>
  client.query(
    `INSERT INTO policy_notice (id, router, policy_version, content_hash, effective_from, announced_by)
     VALUES ($1, 'main', $2, encode(sha256(convert_to($2, 'UTF8')), 'hex'), '2199-01-01', '')`,
    [uuidv7(), policy_version],
  );

async function asApp<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url("evenhand_app") });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('evenhand.actor', 'person:1', true)");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } finally {
    await client.end();
  }
}

/** A check as that version wrote it, by its database's clock; `told`: with its entry in the audit log. */
async function record(client: pg.Client, key: string, first_day: string, told: boolean): Promise<void> {
  const id = uuidv7();
  const definition = { test: { metric: "coverage" }, first_day, window_days: 30, schedule: { every: "day" } };
  await client.query(
    `INSERT INTO promise_check (id, key, check_version, commitment_id, clause_key, title, metric, definition, definition_hash,
       first_day, window_days, schedule, created_by)
     VALUES ($1, $2, 1, $3, 'routing', 'T', 'coverage', $4, $5, $6, 30, 'day', '')`,
    [id, key, COMMITMENT, JSON.stringify(definition), HASH, first_day],
  );
  if (!told) return;
  const bytes = Buffer.from(JSON.stringify({ after: { clause_text: "As it was said then." } }), "utf8");
  await client.query(
    `INSERT INTO audit_entry (seq, at, actor_kind, actor_id, action, entity, entity_id, bytes, leaf_hash)
     VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM audit_entry), $1, 'person', '1', 'check:define', 'promise_check', $2, $3, $4)`,
    [new Date(), id, bytes, Buffer.alloc(32)],
  );
}

beforeAll(async () => {
  const admin = new pg.Client({ connectionString: owner });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} OWNER schema_owner`);
  await admin.end();
  const migrations = readMigrations();
  const at = migrations.findIndex((one) => one.name === BEFORE);
  await migrate(url("schema_owner"), migrations.slice(0, at));
  await asApp(async (client) => {
    await client.query(
      `INSERT INTO setting (key, value) VALUES ('simulated_clock', '{"now": "${SIMULATED}"}')`,
    );
    await client.query(
      `INSERT INTO commitment (id, key, text, updated_by) VALUES ('${COMMITMENT}', 'fair', 'Fair play.', 'person:1');
       INSERT INTO clause (id, commitment_id, key, text) VALUES ('${uuidv7()}', '${COMMITMENT}', 'routing', 'As it is said now.')`,
    );
    await record(client, "simulated", "2026-03-02", true);
    await record(client, "simulated-untold", "2026-03-02", false);
    await announce(client, "simulated");
    await client.query("DELETE FROM setting");
    await announce(client, "real");
    await record(client, "real", "2199-01-01", true);
    await record(client, "real-untold", "2199-01-01", false);
  });
  expect(await migrate(url("schema_owner"))).toEqual(migrations.slice(at).map((one) => one.name));
});

afterAll(async () => {
  const admin = new pg.Client({ connectionString: owner });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
});

type Row = {
  key: string;
  recorded_at: Date;
  written_at: Date;
  clause_text: string | null;
  only_generated: boolean;
};

describe("checks from before", () => {
  it("have the time at which they were truly written, and the words that the audit log kept", async () => {
    const { rows } = await asApp((client) =>
      client.query<Row>(
        `SELECT key, recorded_at, written_at, clause_text, evenhand_only_generated(k) AS only_generated
         FROM promise_check k ORDER BY key`,
      ),
    );
    const words = "As it was said then.";
    expect(rows.map((row) => [row.key, row.only_generated, row.clause_text])).toEqual([
      ["real", false, words],
      ["real-untold", false, null],
      ["simulated", true, words],
      ["simulated-untold", true, null],
    ]);
    for (const { key, recorded_at, written_at } of rows) {
      if (key.startsWith("real")) expect(written_at, key).toEqual(recorded_at);
      else expect(recorded_at.toISOString(), key).toBe(SIMULATED);
      expect(Math.abs(Date.now() - written_at.getTime()), key).toBeLessThan(HOUR_MS);
    }
  });

  it("have notices that say when they were truly written, too", async () => {
    const { rows } = await asApp((client) =>
      client.query<{ policy_version: string; announced_at: Date; written_at: Date }>(
        "SELECT policy_version, announced_at, written_at FROM policy_notice ORDER BY policy_version",
      ),
    );
    const [real, simulated] = rows;
    expect([real?.policy_version, simulated?.policy_version]).toEqual(["real", "simulated"]);
    expect(real?.written_at).toEqual(real?.announced_at);
    expect(simulated?.announced_at.toISOString()).toBe(SIMULATED);
    expect(Math.abs(Date.now() - (simulated?.written_at.getTime() ?? 0))).toBeLessThan(HOUR_MS);
  });

  it("are still never changed", async () => {
    const client = new pg.Client({ connectionString: url("schema_owner") });
    await client.connect();
    for (const sql of ["UPDATE promise_check SET title = 'x'", "UPDATE policy_notice SET note = 'x'"])
      await expect(client.query(sql)).rejects.toThrow(/never changed/);
    await client.end();
  });
});
