import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { migrate, readMigrations } from "../scripts/lib/migrate";

// A database that people have worked with under the first two migrations, brought up to this version.
const { owner } = inject("postgres");
const name = `u_${randomBytes(6).toString("hex")}`;
const url = (user: string): string => {
  const target = new URL(owner);
  target.username = user;
  target.pathname = `/${name}`;
  return target.href;
};
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** As the application asks: as one of its people, who may stand above the walls or inside some. */
async function as<T>(
  { above = "", assigned = "" }: { above?: "on" | ""; assigned?: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url("evenhand_app") });
  await client.connect();
  try {
    await client.query("BEGIN");
    await client.query(
      "SELECT set_config('evenhand.actor', 'person:1', true), set_config('evenhand.above', $1, true), set_config('evenhand.assigned', $2, true)",
      [above, assigned],
    );
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } finally {
    await client.end();
  }
}

const list = async (client: pg.Client, sql: string): Promise<unknown[]> =>
  (await client.query<unknown[]>({ text: sql, rowMode: "array" })).rows.map((row) => row[0]);

const BY = "'person:1'";
const [ACME, ZETA] = [id(1), id(2)];

/** A path as the detection wrote it: our product and a partner's, in one segment. */
const PATH = JSON.stringify([
  {
    ...{ no: 1, relation: "owns", entity: "product", id: id(30), key: "chat", label: "Chat" },
    links: [{ from: { key: "zeta", label: "Zeta" }, to: { key: "chat", label: "Chat", own: false } }],
  },
  {
    ...{ no: 2, relation: "owns", entity: "product", id: id(32), key: "ours", label: "Ours" },
    links: [{ from: { key: "acme", label: "ÄCME" }, to: { key: "ours", label: "Ours", own: true } }],
  },
]);

const OLD_ROWS = `
  INSERT INTO party (id, key, name, kinds, updated_by) VALUES
    ('${ACME}', 'acme', 'Acme', '{platform}', ${BY}), ('${ZETA}', 'zeta', 'Zeta', '{partner}', ${BY});
  INSERT INTO source (id, key, title, updated_by) VALUES
    ('${id(10)}', 'deal', 'Term sheet', ${BY}), ('${id(11)}', 'letter', 'Side letter', ${BY}),
    ('${id(12)}', 'report', 'A report', ${BY}), ('${id(13)}', 'uncited', 'Not cited', ${BY});
  INSERT INTO partnership (id, key, partner_id, kinds, visibility, updated_by) VALUES
    ('${id(20)}', 'acme-zeta', '${ZETA}', '{investee}', 'confidential', ${BY});
  INSERT INTO investment_round (id, key, investee_id, visibility, updated_by) VALUES
    ('${id(21)}', 'zeta-a', '${ZETA}', 'confidential', ${BY});
  INSERT INTO participation (id, round_id, investor_id) VALUES ('${id(22)}', '${id(21)}', '${ACME}');
  INSERT INTO participation_report (id, participation_id, source_id) VALUES ('${id(23)}', '${id(22)}', '${id(11)}');
  INSERT INTO co_holding (id, key, visibility, updated_by) VALUES ('${id(24)}', 'held', 'confidential', ${BY});
  INSERT INTO co_holding_party (co_holding_id, party_id) VALUES ('${id(24)}', '${ZETA}');
  INSERT INTO fact_source (entity, entity_id, source_id) VALUES
    ('partnership', '${id(20)}', '${id(10)}'), ('party', '${ZETA}', '${id(12)}'), ('partnership', '${id(20)}', '${id(12)}');
  INSERT INTO product (id, key, name, owner_id, updated_by) VALUES ('${id(30)}', 'chat', 'Chat', '${ZETA}', ${BY});
  INSERT INTO product_model (id, product_id, name, input_price_usd_per_mtok) VALUES ('${id(31)}', '${id(30)}', 'zeta-large', 3);
  INSERT INTO commitment (id, key, text, updated_by) VALUES ('${id(40)}', 'fair', 'Fair play.', ${BY});
  INSERT INTO clause (id, commitment_id, key, kind) VALUES ('${id(41)}', '${id(40)}', 'routing', 'routing');
  INSERT INTO overlap (id, kind, identity, title, severity, points, points_max, known, factor_count, factors, points_table, path,
    facts_hash, status, rule, rule_version) VALUES ('${id(45)}', 'product_overlap', 'i', 'Ours competes with Chat.', 3, 5, 18, 2, 5,
    '{}', 1, '${PATH}', '${"0".repeat(64)}', 'detected', 'product_overlap', '1');
  INSERT INTO traffic_source (id, key, name, updated_by) VALUES ('${id(50)}', 'gateway', 'Gateway', ${BY});
  INSERT INTO ingest_batch (id, source_id, format, body_hash, state, received, accepted, answer, digest, created_by) VALUES
    ('${id(51)}', '${id(50)}', 'native', 'h1', 'stored', 10, 9, '\\x7b7d', '7', 'key:1'),
    ('${id(52)}', '${id(50)}', 'native', 'h2', 'failed', 0, 0, NULL, NULL, 'key:1');`;

beforeAll(async () => {
  const admin = new pg.Client({ connectionString: owner });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} OWNER schema_owner`);
  await admin.end();
  // The owner of the tables is no superuser and bypasses no policy: the harder case.
  const migrations = readMigrations();
  await migrate(url("schema_owner"), migrations.slice(0, 2));
  await as({ above: "on" }, (client) => client.query(OLD_ROWS));
  expect(await migrate(url("schema_owner"))).toEqual(migrations.slice(2).map((one) => one.name));
});

afterAll(async () => {
  const admin = new pg.Client({ connectionString: owner });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
});

describe("a database of the first two migrations", () => {
  it("keeps its rows", async () => {
    await as({ above: "on" }, async (client) => {
      expect(await list(client, "SELECT key FROM party ORDER BY key")).toEqual(["acme", "zeta"]);
      expect(await list(client, "SELECT input_price_usd_per_mtok::text FROM product_model")).toEqual([
        "3.00000000",
      ]);
      expect(await list(client, "SELECT kind FROM clause")).toEqual(["routing"]);
      expect(
        await list(client, "SELECT concat_ws(' ', state, accepted, purged) FROM ingest_batch ORDER BY id"),
      ).toEqual(["stored 9 0", "failed 0 0"]);
    });
  });

  it("has what its lists ask of an overlap without opening the path", async () => {
    await as({ above: "on" }, async (client) => {
      const { rows } = await client.query(
        "SELECT products, own_products, fact_ids::text[], words FROM overlap",
      );
      expect(rows).toEqual([
        {
          products: ["chat", "ours"],
          own_products: ["Ours"],
          fact_ids: [id(30), id(32)],
          words:
            "ov-0001 ours competes with chat. product_overlap product_overlap chat zeta ours acme chat zeta ours äcme",
        },
      ]);
    });
  });

  it("has its documents behind the walls of what they state", async () => {
    const titles = "SELECT key FROM source ORDER BY key";
    expect(await as({}, (client) => list(client, titles))).toEqual(["report", "uncited"]);
    for (const inside of [{ above: "on" as const }, { assigned: ZETA }])
      expect(await as(inside, (client) => list(client, titles))).toEqual([
        "deal",
        "letter",
        "report",
        "uncited",
      ]);
    const held = "SELECT key FROM co_holding";
    expect(await as({}, (client) => list(client, held))).toEqual([]);
    expect(await as({ assigned: ZETA }, (client) => list(client, held))).toEqual(["held"]);
  });

  it("lets the application write what is new, and nothing beyond", async () => {
    await as({ above: "on" }, async (client) => {
      await client.query(`
        UPDATE clause SET kind = NULL;
        INSERT INTO model_price (id, model_id, "from", input_price_usd_per_mtok) VALUES ('${id(60)}', '${id(31)}', '2026', 2);
        INSERT INTO model_quality (id, model_id, "from", quality) VALUES ('${id(61)}', '${id(31)}', '2026', 0.5);
        DELETE FROM model_quality;
        INSERT INTO counts_batch (id, source_id, body_hash, received, accepted, duplicate, rejected, unknown_fields, answer, digest, created_by)
          VALUES ('${id(62)}', '${id(50)}', 'h', 1, 1, 0, 0, 0, '\\x7b7d', 'd', 'key:1');
        INSERT INTO served_count (source_id, day, model_key, version, model, decisions, batch_id)
          VALUES ('${id(50)}', '2026-01-01', 'm', 1, 'M', 5, '${id(62)}');
        INSERT INTO traffic_purge (id, source_id, batch_id, reason, state, decisions, batch_count, digest, created_by)
          VALUES ('${id(63)}', '${id(50)}', '${id(51)}', 'wrong file', 'purging', 9, 1, '7', 'person:1');
        INSERT INTO traffic_purge_batch (purge_id, batch_id, decisions, digest) VALUES ('${id(63)}', '${id(51)}', 9, '7');
        UPDATE ingest_batch SET state = 'purging', purged = 9 WHERE id = '${id(51)}';
        UPDATE traffic_purge SET state = 'purged', purged_at = now();
        -- The same bytes as another format are another delivery.
        INSERT INTO ingest_batch (id, source_id, format, body_hash, state, answer, created_by)
          VALUES ('${id(53)}', '${id(50)}', 'native', 'h3', 'stored', '\\x7b7d', 'key:1'),
            ('${id(54)}', '${id(50)}', 'litellm', 'h3', 'stored', '\\x7b7d', 'key:1');`);
    });
    for (const sql of [
      "UPDATE served_count SET decisions = 6",
      "DELETE FROM counts_batch",
      "UPDATE traffic_purge SET reason = 'another'",
      "DELETE FROM traffic_purge_batch",
    ])
      await expect(
        as({ above: "on" }, (client) => client.query(sql)),
        sql,
      ).rejects.toThrow(/permission denied/);
    await expect(
      as({ above: "on" }, (client) =>
        client.query(
          `INSERT INTO ingest_batch (id, source_id, format, body_hash, state, created_by) VALUES ('${id(55)}', '${id(50)}', 'native', 'h3', 'storing', 'key:1')`,
        ),
      ),
    ).rejects.toThrow(/ingest_batch_live_body/);
  });

  it("shows nothing of what is new to nobody", async () => {
    const client = new pg.Client({ connectionString: url("evenhand_app") });
    await client.connect();
    try {
      for (const table of ["model_price", "counts_batch", "served_count", "traffic_purge", "source"])
        expect(await list(client, `SELECT 1 FROM ${table}`), table).toEqual([]);
    } finally {
      await client.end();
    }
  });
});
