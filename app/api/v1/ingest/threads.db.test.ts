import { beforeAll, expect, it } from "vitest";
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
  } finally {
    holder.evenhandReaders = pool;
  }
});
