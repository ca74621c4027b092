import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { uuidv7 } from "@/lib/kernel/ids";
import { migrate, readMigrations } from "../scripts/lib/migrate";

// Checks that were recorded before the database kept when they were truly written, and for which words.
const { owner } = inject("postgres");

/** A database of its own. */
function workspace() {
  const name = `u_${randomBytes(6).toString("hex")}`;
  const url = (user: string): string => {
    const target = new URL(owner);
    target.username = user;
    target.pathname = `/${name}`;
    return target.href;
  };
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
  return { name, url, asApp };
}

const demo = workspace();
const real = workspace();

const BEFORE = "0012_truly_written";
const SIMULATED = "2026-03-01T09:00:00.000Z";
const HASH = "0".repeat(64);
const COMMITMENT = uuidv7();
const HOUR_MS = 3_600_000;
/** Longer than lies between two machines' clocks where somebody sets them. */
const AHEAD_MS = 600_000;

/** A notice as that version wrote it. */
const announce = (client: pg.Client, policy_version: string, ahead_ms = 0) =>
  client.query(
    `INSERT INTO policy_notice (id, router, policy_version, content_hash, effective_from, announced_by)
     VALUES ($1, 'main', $2, encode(sha256(convert_to($2, 'UTF8')), 'hex'), '2199-01-01', '')`,
    [uuidv7(Date.now() + ahead_ms), policy_version],
  );

type Recorded = {
  first_day: string;
  /** With its entry in the audit log. */
  told: boolean;
  /** How far the application's clock is ahead of the database's. */
  ahead_ms?: number;
};

/** A check as that version wrote it, by its database's clock. */
async function record(
  client: pg.Client,
  key: string,
  { first_day, told, ahead_ms = 0 }: Recorded,
): Promise<void> {
  const id = uuidv7(Date.now() + ahead_ms);
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
    [new Date(Date.now() + ahead_ms), id, bytes, Buffer.alloc(32)],
  );
}

/** Makes a workspace of the version before, and brings it up to this one. */
async function upgrade({ name, url, asApp }: typeof demo, work: (client: pg.Client) => Promise<void>) {
  const admin = new pg.Client({ connectionString: owner });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} OWNER schema_owner`);
  await admin.end();
  const migrations = readMigrations();
  const at = migrations.findIndex((one) => one.name === BEFORE);
  await migrate(url("schema_owner"), migrations.slice(0, at));
  await asApp(work);
  expect(await migrate(url("schema_owner"))).toEqual(migrations.slice(at).map((one) => one.name));
}

const promise = (client: pg.Client) =>
  client.query(
    `INSERT INTO commitment (id, key, text, updated_by) VALUES ('${COMMITMENT}', 'fair', 'Fair play.', 'person:1');
     INSERT INTO clause (id, commitment_id, key, text) VALUES ('${uuidv7()}', '${COMMITMENT}', 'routing', 'As it is said now.')`,
  );

beforeAll(async () => {
  await upgrade(demo, async (client) => {
    await client.query(
      `INSERT INTO traffic_source (id, key, name, generated, updated_by) VALUES ('${uuidv7()}', 'demo', 'Demo', true, 'person:1')`,
    );
    await client.query(
      `INSERT INTO setting (key, value) VALUES ('simulated_clock', '{"now": "${SIMULATED}"}')`,
    );
    await promise(client);
    await record(client, "simulated", { first_day: "2026-03-02", told: true });
    await record(client, "simulated-untold", { first_day: "2026-03-02", told: false });
    await announce(client, "simulated");
    await client.query("DELETE FROM setting");
    await announce(client, "real");
    await record(client, "real", { first_day: "2199-01-01", told: true });
    await record(client, "real-untold", { first_day: "2199-01-01", told: false });
  });
  await upgrade(real, async (client) => {
    await promise(client);
    await record(client, "ahead", { first_day: "2199-01-01", told: true, ahead_ms: AHEAD_MS });
    await record(client, "ahead-untold", { first_day: "2199-01-01", told: false, ahead_ms: AHEAD_MS });
    await announce(client, "ahead", AHEAD_MS);
  });
});

afterAll(async () => {
  const admin = new pg.Client({ connectionString: owner });
  await admin.connect();
  for (const { name } of [demo, real]) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
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
    const { rows } = await demo.asApp((client) =>
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
    const { rows } = await demo.asApp((client) =>
      client.query<{ policy_version: string; announced_at: Date; written_at: Date }>(
        "SELECT policy_version, announced_at, written_at FROM policy_notice ORDER BY policy_version",
      ),
    );
    const [honest, simulated] = rows;
    expect([honest?.policy_version, simulated?.policy_version]).toEqual(["real", "simulated"]);
    expect(honest?.written_at).toEqual(honest?.announced_at);
    expect(simulated?.announced_at.toISOString()).toBe(SIMULATED);
    expect(Math.abs(Date.now() - (simulated?.written_at.getTime() ?? 0))).toBeLessThan(HOUR_MS);
  });

  it("are not taken for simulated ones by a clock that was set wrong, where nothing was ever simulated", async () => {
    const { rows } = await real.asApp((client) =>
      client.query<Pick<Row, "key" | "clause_text" | "only_generated"> & { as_recorded: boolean }>(
        `SELECT key, clause_text, evenhand_only_generated(k) AS only_generated, written_at = recorded_at AS as_recorded
         FROM promise_check k ORDER BY key`,
      ),
    );
    const honest = { only_generated: false, as_recorded: true };
    expect(rows).toEqual([
      { key: "ahead", clause_text: "As it was said then.", ...honest },
      { key: "ahead-untold", clause_text: null, ...honest },
    ]);
    const notices = await real.asApp((client) =>
      client.query("SELECT written_at = announced_at AS as_announced FROM policy_notice"),
    );
    expect(notices.rows).toEqual([{ as_announced: true }]);
  });

  it("are still never changed", async () => {
    const client = new pg.Client({ connectionString: demo.url("schema_owner") });
    await client.connect();
    for (const sql of ["UPDATE promise_check SET title = 'x'", "UPDATE policy_notice SET note = 'x'"])
      await expect(client.query(sql)).rejects.toThrow(/never changed/);
    await client.end();
  });
});
