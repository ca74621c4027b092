import { readdirSync } from "node:fs";
import { deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { env } from "@/lib/kernel/env";
import { client, type Headings, ndjson, record, type Sent, stageTables, storedIds } from "./testing/post";

const MIB = 1_048_576;
const GZIP = { "content-encoding": "gzip" };
const ZSTD = { "content-encoding": "zstd" };
const JSON_TYPE = { "content-type": "application/json" };
/** {"a":1} and a line feed, by zstd 1.5.4, with its checksum. */
const ZSTD_BYTES = Buffer.from("KLUv/SQIQQAAeyJhIjoxfQri7+zg", "base64");

let gateway: Awaited<ReturnType<typeof client>>;
const good = ndjson(Array.from({ length: 600 }, (_, n) => record(`good${n}`)));

/** A body that comes in chunks and may break off. */
function streamed(chunks: readonly (string | Uint8Array)[], failure?: Error): ReadableStream<Uint8Array> {
  const left = chunks.map((chunk) => Buffer.from(chunk));
  return new ReadableStream({
    pull(controller) {
      const next = left.shift();
      if (next) controller.enqueue(next);
      else if (failure) controller.error(failure);
      else controller.close();
    },
  });
}

/** The same chunk again and again. */
const endless = (chunk: Uint8Array, times: number): ReadableStream<Uint8Array> => {
  let left = times;
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(chunk);
      else controller.close();
    },
  });
};

beforeAll(async () => {
  await migrateClickhouse();
  gateway = await client("bodies");
});

// Whatever was wrong with a body, nothing of it is stored and nothing stays behind.
afterEach(async () => {
  expect(await storedIds()).toEqual([]);
  expect(await stageTables()).toEqual([]);
  expect(readdirSync(`${env().DATA_DIR}/spool`)).toEqual([]);
});

const expectProblem = (sent: Sent, status: number, words: RegExp) => {
  expect([sent.status, sent.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
  expect(sent.body.detail).toMatch(words);
};

describe("400: the body cannot be read", () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, Headings, RegExp]>([
    ["nothing", "", {}, /empty/],
    ["blank lines alone", " \n\r\n\t\n", {}, /empty/],
    ["gzip of nothing", gzipSync(""), GZIP, /empty/],
    ["no gzip", good, GZIP, /gzip/],
    ["zlib instead of gzip", deflateSync(good), GZIP, /gzip/],
    ["cut gzip", gzipSync(good).subarray(0, -20), GZIP, /gzip/],
    ["gzip without its checksum", gzipSync(good).subarray(0, -8), GZIP, /gzip/],
    ["corrupt gzip", gzipSync(good).map((byte, at) => (at === 60 ? byte ^ 0x55 : byte)), GZIP, /gzip/],
    ["gzip and something behind", Buffer.concat([gzipSync(good), Buffer.from("more")]), GZIP, /gzip/],
    ["no zstd", good, ZSTD, /zstd/],
    ["cut zstd", ZSTD_BYTES.subarray(0, -1), ZSTD, /too early/],
    [
      "zstd with a wrong checksum",
      ZSTD_BYTES.map((byte, at) => (at === 20 ? byte ^ 1 : byte)),
      ZSTD,
      /checksum/,
    ],
    ["zstd and something behind", Buffer.concat([ZSTD_BYTES, Buffer.from("more")]), ZSTD, /zstd/],
    ["an array that does not end", `[${JSON.stringify(record("a"))}`, JSON_TYPE, /too early/],
    ["an array that ends twice", "[]]", JSON_TYPE, /follows/],
    ["an array without commas", "[{} {}]", JSON_TYPE, /comma/],
    ["an array with an empty place", "[{},,{}]", JSON_TYPE, /element 2 is missing/],
    ["an array with a comma at its end", "[{},]", JSON_TYPE, /element 2 is missing/],
    ["an array of broken elements", `[${JSON.stringify(record("a"))},{"a":01}]`, JSON_TYPE, /element 2/],
    ["an array of crossed brackets", '[{"a":[}]}]', JSON_TYPE, /element 1/],
  ])("%s", async (_, body, headers, words) => {
    expectProblem(await gateway.decisions(body, headers), 400, words);
  });

  it("a body shorter or longer than it said", async () => {
    for (const said of [good.length + 1, good.length - 1])
      expectProblem(await gateway.decisions(good, { "content-length": String(said) }), 400, /declared/);
  });

  it("a connection that breaks off", async () => {
    const cut = streamed([good, '{"decision_id":"half'], new Error("socket hang up"));
    expectProblem(await gateway.decisions(cut), 400, /connection ended/);
    expectProblem(
      await gateway.decisions(streamed([gzipSync(good)], new Error("aborted")), GZIP),
      400,
      /connection ended/,
    );
  });

  it("a CSV file without header, with a broken quote or a header that does not do", async () => {
    expectProblem(await gateway.file("\n\n"), 400, /empty/);
    expectProblem(await gateway.file("1,2,3\n"), 400, /lacks decision_id/);
    expectProblem(await gateway.file("decision_id,occurred_at,chosen_model,task,task\n"), 400, /twice/);
    const rows = "decision_id,occurred_at,chosen_model\na,2026-01-01T00:00:00Z,m\n";
    expectProblem(await gateway.file(`${rows}"b,2026-01-01T00:00:00Z,m\n`), 400, /line 3/);
    const inside = await gateway.file(`${rows}private words "b",2026-01-01T00:00:00Z,m\n`);
    expectProblem(inside, 400, /line 3 on: a quote opens inside a cell\./);
    expect(inside.text).not.toContain("private");
    expectProblem(await gateway.file(`${rows}"b"x,2026-01-01T00:00:00Z,m\n`), 400, /line 3/);
  });

  it("a key of no use", async () => {
    expectProblem(
      await gateway.decisions(good, { "idempotency-key": "x".repeat(256) }),
      400,
      /Idempotency-Key/,
    );
  });
});

describe("413: over a limit", () => {
  it("a declared length, before anything is read", async () => {
    const untouched = streamed([], new Error("was read"));
    expectProblem(await gateway.decisions(untouched, { "content-length": "3000000000" }), 413, /64 MiB/);
    expectProblem(await gateway.file(streamed([]), { "content-length": "8589934593" }), 413, /8 GiB/);
  });

  it("bytes as sent, without a declared length", async () => {
    const chunk = Buffer.from(`${"x".repeat(1023)}\n`.repeat(1024));
    expectProblem(await gateway.decisions(endless(chunk, 65)), 413, /64 MiB as sent/);
  });

  it("bytes when unpacked", async () => {
    const part = gzipSync(Buffer.alloc(64 * MIB, `${" ".repeat(999)}\n`));
    const bomb = Buffer.concat(Array.from({ length: 9 }, () => part));
    expectProblem(await gateway.decisions(bomb, GZIP), 413, /512 MiB when unpacked/);
    // Blocks of 128 KiB of one repeated byte: 4 bytes each as sent.
    const frame = Buffer.concat([
      Buffer.from("28b52ffd0058", "hex"),
      ...Array.from({ length: 5000 }, () => Buffer.from("0200100a", "hex")),
    ]);
    expectProblem(await gateway.decisions(frame, ZSTD), 413, /512 MiB when unpacked/);
  });

  it("a record over 1 MiB, which is named", async () => {
    const long = JSON.stringify(record("long", { task: "x".repeat(MIB) }));
    expectProblem(await gateway.decisions(`${good}${long}\n`), 413, /line 601 /);
    expectProblem(
      await gateway.decisions(`[${JSON.stringify(record("a"))},\n${long}]`, JSON_TYPE),
      413,
      /line 2 /,
    );
    expectProblem(
      await gateway.file(`decision_id,occurred_at,chosen_model\na,2026-01-01T00:00:00Z,${"x".repeat(MIB)}\n`),
      413,
      /line 2 /,
    );
  });
});

describe("415: a format that is not read", () => {
  it.each<[string, Headings]>([
    ["another content type", { "content-type": "text/xml" }],
    ["plain text", { "content-type": "text/plain;charset=UTF-8" }],
    ["another charset", { "content-type": "application/json; charset=latin1" }],
    ["another compression", { "content-encoding": "br" }],
    ["two compressions", { "content-encoding": "gzip, gzip" }],
  ])("%s", async (_, headers) => {
    expect((await gateway.decisions(good, headers)).status).toBe(415);
  });

  it("files of another kind, and CSV of a gateway's records", async () => {
    for (const type of ["application/json", "application/octet-stream", "text/plain"])
      expect((await gateway.file(good, { "content-type": type })).status).toBe(415);
    expect((await gateway.file(good, {}, "?format=litellm")).status).toBe(415);
    expect((await gateway.file(good, {}, "?format=other")).status).toBe(422);
  });
});
