import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, isOverConvertLimit, migrateClickhouse, quoteLiteral } from "@/lib/clickhouse/server";
import { env } from "@/lib/kernel/env";
import { client, storedIds } from "./testing/post";

const TYPE = { "content-type": "application/vnd.apache.parquet" };
const folder = mkdtempSync(join(tmpdir(), "evenhand-parquet-"));
let files = 0;

/** A Parquet file of what a SELECT gives, written by the engine. */
async function parquet(select: string, settings = ""): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, `${files++}.parquet`);
  await clickhouse().command(
    `INSERT INTO FUNCTION file(${quoteLiteral(path)}, 'Parquet') ${select}${settings && ` SETTINGS ${settings}`}`,
  );
  return new Uint8Array(readFileSync(path));
}

const ROWS = `SELECT concat('p', toString(number)) AS decision_id,
    toDateTime64('2026-01-02 03:04:05.678901', 6, 'UTC') + number AS occurred_at,
    if(number = 1, '', 'zeta-large') AS chosen_model, if(number = 2, NULL, 'chat') AS task,
    toInt64(9007199254740991) AS input_tokens, toFloat32(0.5) AS cost_usd,
    [CAST(tuple('zeta-large', 0.25, NULL), 'Tuple(model String, quality Float64, cost_usd Nullable(Float64))')] AS candidates
  FROM numbers(3)`;

/** One frame of zstd with one block that is not compressed (RFC 8878), for less than 128 KiB. */
function rawZstd(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return new Uint8Array(Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]), block, bytes]));
}

let gateway: Awaited<ReturnType<typeof client>>;

beforeAll(async () => {
  await migrateClickhouse();
  gateway = await client("parquet");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("files of Parquet", () => {
  it("are read by their own columns and types; a bad row is named by its number", async () => {
    const sent = await gateway.file(await parquet(ROWS), TYPE);
    expect(sent.body).toMatchObject({ received: 3, accepted: 2, rejected: 1 });
    expect(sent.body.errors).toMatchObject([{ line: 2, pointer: "/chosen_model" }]);
    const rows = await clickhouse().rows({
      sql: `SELECT decision_id, toString(occurred_at) AS at, task, toString(input_tokens) AS tokens, cost_usd,
          cand_model, cand_quality, isNaN(cand_cost_usd[1]) AS no_cost FROM decisions ORDER BY decision_id`,
      row: z.record(z.string(), z.unknown()),
    });
    const common = {
      tokens: "9007199254740991",
      cost_usd: 0.5,
      cand_model: ["zeta-large"],
      cand_quality: [0.25],
      no_cost: 1,
    };
    expect(rows).toEqual([
      { decision_id: "p0", at: "2026-01-02 03:04:05.678901", task: "chat", ...common },
      { decision_id: "p2", at: "2026-01-02 03:04:07.678901", task: "", ...common },
    ]);
  });

  it("may hold candidates and outcome as JSON text, as CSV does", async () => {
    const bytes = await parquet(
      `SELECT concat('t', toString(number)) AS decision_id, '2026-01-02T03:04:05Z' AS occurred_at, 'zeta-large' AS chosen_model,
        ['[{"model":"zeta-large","quality":0.5}]', '[{"model":7}]', ''][number + 1] AS candidates,
        ['{"status":"success"}', '', '{'][number + 1] AS outcome FROM numbers(3)`,
    );
    const sent = await gateway.file(bytes, TYPE);
    expect(sent.body).toMatchObject({ received: 3, accepted: 1, rejected: 2 });
    expect(sent.body.errors).toMatchObject([
      { line: 2, pointer: "/candidates/0/model" },
      { line: 3, pointer: "/outcome" },
    ]);
    const rows = await clickhouse().rows({
      sql: "SELECT cand_model, cand_quality, outcome_status FROM decisions WHERE decision_id = 't0'",
      row: z.record(z.string(), z.unknown()),
    });
    expect(rows).toEqual([{ cand_model: ["zeta-large"], cand_quality: [0.5], outcome_status: "success" }]);
  });

  it("of a gateway are read as its records, also packed by zstd", async () => {
    const bytes = await parquet(
      `SELECT concat('g', toString(number)) AS id, 1767225600.5 + number AS startTime, toFloat64(1767225601.5) + number AS endTime,
        'zeta-large' AS model, '{"routing_decision":{"router_model_name":"auto","routed_model":"zeta-large"}}' AS metadata,
        toInt64(12) AS prompt_tokens, 'private words' AS messages FROM numbers(2)`,
    );
    const query = "?format=litellm";
    expect((await gateway.file(bytes, TYPE, query)).body).toMatchObject({ accepted: 2, rejected: 0 });
    const packed = rawZstd(bytes);
    const again = await gateway.file(packed, { ...TYPE, "content-encoding": "zstd" }, query);
    expect(again.body).toMatchObject({ accepted: 0, duplicate: 2 });
    const rows = await clickhouse().rows({
      sql: "SELECT decision_id, decided_by, toString(input_tokens) AS tokens FROM decisions WHERE startsWith(decision_id, 'g') ORDER BY 1",
      row: z.record(z.string(), z.unknown()),
    });
    expect(rows).toEqual([
      { decision_id: "g0", decided_by: "router", tokens: "12" },
      { decision_id: "g1", decided_by: "router", tokens: "12" },
    ]);
  });

  it("count once however they are packed", async () => {
    const again = await gateway.file(
      await parquet(ROWS, "output_format_parquet_compression_method = 'snappy'"),
      TYPE,
    );
    expect(again.body).toMatchObject({ accepted: 0, duplicate: 2 });
    const packed = await gateway.file(gzipSync(await parquet(ROWS)), { ...TYPE, "content-encoding": "gzip" });
    expect(packed.body).toMatchObject({ accepted: 0, duplicate: 2 });
  });

  it("keep numbers that are none visible as faults", async () => {
    const bytes = await parquet(
      "SELECT 'nan' AS decision_id, toDateTime64('2026-01-02', 6, 'UTC') AS occurred_at, 'm' AS chosen_model, nan AS cost_usd",
    );
    expect((await gateway.file(bytes, TYPE)).body.errors).toMatchObject([{ line: 1, pointer: "/cost_usd" }]);
  });

  it("are refused whole when they cannot be read", async () => {
    const whole = await parquet(ROWS);
    const before = await storedIds();
    for (const bytes of [
      new Uint8Array(Buffer.from("PAR1")),
      new Uint8Array(Buffer.from("no parquet at all")),
      whole.slice(0, -20),
      whole.slice(20),
      whole.map((byte, at) => (at > 4 && at < whole.length - 4 ? byte ^ 0x5a : byte)),
    ]) {
      const sent = await gateway.file(bytes, TYPE);
      expect([sent.status, sent.body.detail]).toEqual([400, expect.stringContaining("Parquet")]);
    }
    expect(await storedIds()).toEqual(before);
    expect(readdirSync(`${env().DATA_DIR}/spool`)).toEqual([]);
  });

  it("are refused whatever the engine says of bytes that were changed", async () => {
    const whole = await parquet(
      `SELECT concat('c', toString(number)) AS decision_id, toDateTime64('2026-01-02', 6, 'UTC') AS occurred_at,
        'zeta-large' AS chosen_model FROM numbers(200)`,
    );
    const before = await storedIds();
    for (let at = 4; at < whole.length - 8; at += Math.ceil(whole.length / 60)) {
      const sent = await gateway.file(
        whole.map((byte, index) => (index === at ? byte ^ 0x10 : byte)),
        TYPE,
      );
      expect([200, 400]).toContain(sent.status);
    }
    const after = await storedIds();
    expect(after.filter((id) => !id.startsWith("c"))).toEqual(before);
  });

  it("of little size may not say the same without end", async () => {
    const bytes = await parquet("SELECT toUInt64(1) AS a FROM numbers(20000000)");
    const [path, to] = [join(folder, "same.parquet"), join(folder, "same.ndjson")];
    writeFileSync(path, bytes);
    expect(bytes.length).toBeLessThan(1_000_000);
    await expect(clickhouse().toLines({ path, format: "Parquet", to, limit: 1_000_000 })).rejects.toSatisfy(
      isOverConvertLimit,
    );
    expect(statSync(to).size).toBeLessThan(8 * 20_000_000);
  });
});
