import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { client } from "./testing/post";

beforeAll(migrateClickhouse);

const MIB = 1_048_576;
const packed = (body: Buffer) => new Uint8Array(gzipSync(body));

/** A field of protobuf that holds bytes. */
function field(number: number, inner: Buffer): Buffer {
  const size: number[] = [];
  for (let left = inner.length; left > 0 || size.length === 0; left >>>= 7)
    size.push((left & 127) | (left > 127 ? 128 : 0));
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...size]), inner]);
}

it("refuses a request of millions of empty messages, small as it is", async () => {
  const dense = await client("dense");
  const spans = Buffer.alloc(30 * MIB, Buffer.from([0x12, 0x00]));
  const values = Buffer.alloc(30 * MIB, Buffer.from([0x0a, 0x00]));
  const list = field(9, Buffer.concat([field(1, Buffer.from("k")), field(2, field(5, values))]));
  for (const inside of [spans, field(2, list)]) {
    const answer = await dense.spans(packed(field(1, field(2, inside))), {
      "content-type": "application/x-protobuf",
      "content-encoding": "gzip",
    });
    expect([answer.status, (await answer.json()).detail]).toEqual([413, expect.stringContaining("spans")]);
  }
});

it("refuses a document of millions of values, small as it is", async () => {
  const dense = await client("dense-json");
  const empty = Buffer.alloc(30 * MIB, "{},").toString();
  const headers = { "content-encoding": "gzip" };
  const bodies = [`{"data":[${empty}{}]}`, `{"resourceSpans":[{"scopeSpans":[{"spans":[${empty}{}]}]}]}`];
  for (const body of bodies) {
    const sent = await dense.gateway("litellm", packed(Buffer.from(body)), headers);
    expect([sent.status, sent.body.detail]).toEqual([413, expect.stringContaining("values")]);
    expect((await dense.spans(packed(Buffer.from(body)), headers)).status).toBe(413);
  }
});

it("takes a large document of few records with much text", async () => {
  const large = await client("dense-text");
  const content = '{"a":[1,2,3],"b":"\\""},'.repeat(40_000);
  const call = { startTime: 1767225600, endTime: 1767225601, model: "zeta-large", messages: [{ content }] };
  const data = Array.from({ length: 20 }, (_, at) => ({ id: `text-${at}`, ...call }));
  expect((await large.gateway("litellm", JSON.stringify({ data }))).body).toMatchObject({ accepted: 20 });
});

it("refuses a document that is one record of more than 1 MiB, as a line of it", async () => {
  const large = await client("large-record");
  const content = "x".repeat(MIB);
  const call = { id: "large", startTime: 1767225600, endTime: 1767225601, model: "zeta-large", content };
  for (const body of [JSON.stringify(call), JSON.stringify(call, null, 2), `${JSON.stringify(call)}\n{}`])
    expect((await large.gateway("litellm", body)).status).toBe(413);
});
