import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, migrateClickhouse, quoteLiteral } from "@/lib/clickhouse/server";
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
});
