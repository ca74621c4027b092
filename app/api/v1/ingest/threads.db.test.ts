import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";
import { client } from "./testing/post";

const LINES = { "content-type": "application/x-ndjson" };
const ROWS = 6000;

beforeAll(migrateClickhouse);

const call = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  startTime: 1767225600.5,
  endTime: 1767225601.5,
  model: "zeta-large",
  messages: [{ role: "user", content: "x".repeat(700) }],
  ...more,
});

/** A record a line, with everything between that a log may hold. */
function lineOf(at: number): string {
  if (at % 1000 === 17) return "";
  if (at % 1000 === 31) return '{"id":"cut"';
  if (at % 1000 === 57) return '{"id":"twice","id":"twice"}';
  if (at % 1000 === 91) return JSON.stringify(call(`bad-${at}`, { model: 7 }));
  if (at % 1000 === 93) return JSON.stringify(call(`again-${at % 3000}`));
  return JSON.stringify(call(`d-${at}`, { unknown: 1 }));
}

const lines = Array.from({ length: ROWS }, (_, at) => lineOf(at));

const rowsOf = (source: string) =>
  clickhouse().rows({
    sql: `SELECT toString(line) AS line, decision_id, decided_by, toString(occurred_at) AS at FROM decisions
      WHERE batch IN (SELECT batch FROM decisions WHERE decision_id = {mark:String}) ORDER BY decisions.line`,
    params: { mark: `mark-${source}` },
    row: z.record(z.string(), z.string()),
  });

it("reads a large body by threads as it reads a small one", async () => {
  const large = await client("large");
  const sent = await large.gateway(
    "litellm",
    `${lines.join("\n")}\n${JSON.stringify(call("mark-large"))}`,
    LINES,
  );
  // Five in a thousand are no new decision: a blank, three that cannot be read, and one that comes twice in all.
  expect(sent.body).toMatchObject({ received: 5995, accepted: 5974, duplicate: 3, rejected: 18 });
  expect(sent.body.errors?.map(({ line, pointer }) => `${line}${pointer}`).slice(0, 6)).toEqual([
    "32",
    "58/id",
    "92/model",
    "1032",
    "1058/id",
    "1092/model",
  ]);
  const stored = await rowsOf("large");
  expect(stored).toHaveLength(5974);
  expect(stored[0]).toEqual({
    line: "1",
    decision_id: "d-0",
    decided_by: "pinned",
    at: "2026-01-01 00:00:00.500000",
  });
  // Each row has its own line's number: what comes twice is known by it.
  for (const { line = "", decision_id = "" } of stored)
    if (decision_id.startsWith("d-")) expect(decision_id).toBe(`d-${Number(line) - 1}`);
});

it("reads here what threads cannot: lists in lines, and text that is not UTF-8", async () => {
  const mixed = await client("mixed");
  const list = JSON.stringify({ data: [call("in-list-1"), call("in-list-2"), call("in-list-1")] });
  const some = lines.slice(0, 3000);
  const body = Buffer.concat([
    Buffer.from(`${list}\n${some.join("\n")}\n`),
    Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
    Buffer.from(`${some.map((line) => line.replace('"d-', '"e-')).join("\n")}\n`),
  ]);
  const sent = await mixed.gateway("litellm", new Uint8Array(body), LINES);
  expect(sent.body).toMatchObject({ received: 2 * 2997 + 4, rejected: 19, duplicate: 4 });
});

it("refuses an array whose element is no JSON, wherever it stands", async () => {
  const array = await client("array");
  const good = lines.filter((line) => line.startsWith('{"id":"d-'));
  const broken = [...good.slice(0, 4000), '{"id":01}', ...good.slice(4000)];
  const sent = await array.gateway("litellm", `[${broken.join(",")}]`);
  expect([sent.status, sent.body.detail]).toEqual([400, expect.stringContaining("element 4001")]);
  expect((await array.gateway("litellm", `[${good.join(",\n")}]`)).body).toMatchObject({
    received: good.length,
    accepted: good.length,
  });
});

it("reads here what a thread was reading when it died", async () => {
  const holder = globalThis as typeof globalThis & { evenhandReaders?: unknown };
  const pool = holder.evenhandReaders;
  holder.evenhandReaders = { read: () => Promise.reject(new Error("A thread that read records ended.")) };
  try {
    const alone = await client("alone");
    const some = lines.slice(0, 3000).map((line) => line.replace('"d-', '"f-'));
    expect((await alone.gateway("litellm", some.join("\n"), LINES)).body).toMatchObject({ received: 2997 });
    expect(await (await alone.spans(requestOf(spans("alone")))).json()).toEqual({});
    expect(await countOf("alone")).toBe(SPANS);
  } finally {
    holder.evenhandReaders = pool;
  }
});

const SPANS = 1500;
const GZIP = { "content-encoding": "gzip" };
const gzipped = (bytes: string | Uint8Array) => new Uint8Array(gzipSync(bytes, { level: 1 }));

/** Spans of a source, of which every hundredth cannot be read and every tenth is other work. */
function spans(of: string, faults = false) {
  const value = (text: string) => ({ stringValue: text });
  return Array.from({ length: SPANS }, (_, at) => ({
    traceId: Buffer.from(of.padEnd(16, ".")).toString("hex"),
    spanId: (at + 1).toString(16).padStart(16, "0"),
    name: `chat é ${of}`,
    startTimeUnixNano: faults && at % 100 === 99 ? "soon" : "1767225600000000000",
    endTimeUnixNano: "1767225601000000000",
    attributes: [
      { key: "gen_ai.request.model", value: value("zeta-large") },
      { key: "gen_ai.conversation.id", value: value(`${of}-${at % 7}`) },
      { key: "gen_ai.input.messages", value: value("x".repeat(400)) },
    ].slice(faults && at % 10 === 5 ? 2 : 0),
  }));
}

const requestOf = (list: readonly unknown[]) =>
  JSON.stringify({ resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ spans: list }] }] });

async function countOf(of: string): Promise<number> {
  const [row] = await clickhouse().rows({
    sql: "SELECT count() AS n FROM decisions WHERE startsWith(session_id, {of:String})",
    params: { of: `${of}-` },
    row: z.object({ n: z.coerce.number() }),
  });
  return row?.n ?? 0;
}

describe("a large OTLP request", () => {
  it("is read by a thread as a small one is read here: each span by itself", async () => {
    const one = await client("otlp-large");
    const sent = await one.spans(gzipped(requestOf(spans("large", true))), GZIP);
    expect(await sent.json()).toEqual({
      partialSuccess: {
        rejectedSpans: "15",
        errorMessage: expect.stringMatching(/^Span 90, \/startTimeUnixNano: /),
      },
    });
    expect(await countOf("large")).toBe(SPANS - 150 - 15);
    const again = await one.spans(gzipped(requestOf(spans("large", true))), GZIP);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await countOf("large")).toBe(SPANS - 165);
  });

  it("that is written otherwise is read as a whole, a request a line one by one", async () => {
    const two = await client("otlp-odd");
    const snake = requestOf(spans("snake")).replace("resourceSpans", "resource_spans");
    expect(await (await two.spans(snake)).json()).toEqual({});
    expect(await countOf("snake")).toBe(SPANS);
    const three = ["line-a", "line-b", "line-c"].map((of) => requestOf(spans(of).slice(0, 900)));
    expect(await (await two.spans(three.join("\n"))).json()).toEqual({});
    expect(await countOf("line-c")).toBe(900);
  });

  it("that cannot be read is refused, and nothing of it stored", async () => {
    const bad = await client("otlp-bad");
    const protobuf = { "content-type": "application/x-protobuf" };
    // One group whose second span says that it is longer than what is left.
    const span = Buffer.concat([
      Buffer.from([0x12, 0xc8, 0x01]),
      Buffer.alloc(200, Buffer.from([0x2a, 0x00])),
    ]);
    const body = Buffer.concat([
      ...Array.from({ length: 5000 }, () => span),
      Buffer.from([0x12, 0x7f, 0x00]),
    ]);
    const sized = (bytes: Buffer) => {
      const size = [bytes.length & 127, (bytes.length >> 7) & 127, (bytes.length >> 14) & 127].map(
        (b) => b | 128,
      );
      return Buffer.concat([Buffer.from([...size, bytes.length >> 21]), bytes]);
    };
    const scope = Buffer.concat([Buffer.from([0x12]), sized(body)]);
    const whole = new Uint8Array(Buffer.concat([Buffer.from([0x0a]), sized(scope)]));
    const answer = await bad.spans(whole, protobuf);
    expect([answer.status, (await answer.json()).detail]).toEqual([400, expect.stringContaining("protobuf")]);
    const cut = await bad.spans(requestOf(spans("cut")).slice(0, -5));
    expect(await cut.json()).toMatchObject({ partialSuccess: { rejectedSpans: "1" } });
    expect(await countOf("cut")).toBe(0);
  });
});

describe("a large body that cannot be unpacked", () => {
  const body = gzipped(Array.from({ length: 3000 }, (_, at) => JSON.stringify(noise(at))).join("\n"));

  /** Records that pack badly, so that enough is sent. */
  function noise(at: number) {
    const content = Array.from({ length: 120 }, (_, n) =>
      ((at + 1) * (n + 7) * 2654435761).toString(36),
    ).join(" ");
    return call(`n-${at}`, { messages: [{ content }] });
  }

  it.each([
    ["cut", body.slice(0, -100_000)],
    ["changed", body.map((byte, at) => (at > 400_000 && at < 400_064 ? byte ^ 0x55 : byte))],
  ])("is refused as a whole (%s)", async (name, bytes) => {
    const one = await client(`packed-${name}`);
    expect(bytes.length).toBeGreaterThan(500_000);
    const sent = await one.gateway("litellm", bytes, { ...LINES, ...GZIP });
    expect([sent.status, sent.body.detail]).toEqual([400, expect.stringContaining("gzip")]);
    const known = await one.gateway("litellm", body, { ...LINES, ...GZIP });
    expect(known.body).toMatchObject({ accepted: 3000, duplicate: 0 });
  });
});

it("reads a large native body of lines and of an array through the same thread", async () => {
  const native = await client("native");
  const records = Array.from({ length: 4000 }, (_, at) => ({
    decision_id: `native-${at}`,
    occurred_at: "2026-01-01T00:00:00Z",
    chosen_model: "zeta-large",
    router: "x".repeat(60),
  }));
  const sent = await native.decisions(records.map((one) => JSON.stringify(one)).join("\n"));
  expect(sent.body).toMatchObject({ received: 4000, accepted: 4000 });
  const array = await native.decisions(JSON.stringify(records), { "content-type": "application/json" });
  expect(array.body).toMatchObject({ received: 4000, duplicate: 4000 });
});
