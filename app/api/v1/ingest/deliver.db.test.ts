import { readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { createKey } from "@/lib/identity/server";
import { env } from "@/lib/kernel/env";
import { OPERATOR } from "@/lib/testing/actors";
import { POST } from "./decisions/route";
import { client, type Headings, ndjson, record, stageTables, storedIds } from "./testing/post";

const rowOf = async (id: string) => {
  const [row] = await clickhouse().rows({
    sql: "SELECT * FROM decisions WHERE decision_id = {id:String}",
    params: { id },
    row: z.record(z.string(), z.unknown()),
  });
  return row;
};

const full = {
  ...record("full"),
  router: "main",
  policy_version: "v2",
  arm: "owner_blind",
  decided_by: "fallback",
  task: "chat",
  requested_model: "auto",
  region: "eu",
  session_id: "s1",
  tenant: "tenant-one",
  candidates: [
    {
      model: "zeta-large",
      eligible: true,
      quality: 0.5,
      cost_usd: 0.01,
      latency_ms: 100,
      score: 2,
      probability: 0.25,
    },
    { model: "acme-one", eligible: false, quality: 1 },
  ],
  input_tokens: 10,
  output_tokens: 20,
  cost_usd: 0.02,
  latency_ms: 120.5,
  outcome: { status: "success", accepted: false, score: 0.75 },
};

const stored = {
  router: "main",
  policy_version: "v2",
  arm: "owner_blind",
  decided_by: "fallback",
  task: "chat",
  requested_model: "auto",
  region: "eu",
  session_id: "s1",
  cand_model: ["zeta-large", "acme-one"],
  cand_eligible: [1, 0],
  cand_quality: [0.5, 1],
  cand_cost_usd: [0.01, null],
  cand_latency_ms: [100, null],
  cand_score: [2, null],
  cand_probability: [0.25, null],
  input_tokens: "10",
  output_tokens: "20",
  cost_usd: 0.02,
  latency_ms: 120.5,
  outcome_status: "success",
  outcome_accepted: false,
  outcome_score: 0.75,
};

beforeAll(migrateClickhouse);

describe("a delivery", () => {
  it("stores every field, the tenant as a hash, and nothing else of what came", async () => {
    const gateway = await client("fields");
    const sent = await gateway.decisions(
      ndjson([
        full,
        {
          ...full,
          decision_id: "slow",
          prompt: 'say "secret"',
          candidates: [...full.candidates, { model: "x", more: [1] }],
        },
      ]),
    );
    expect(sent.status).toBe(200);
    expect(sent.body).toEqual({
      batch: expect.any(String),
      received: 2,
      accepted: 2,
      duplicate: 0,
      rejected: 0,
      errors: [],
    });
    const fast = await rowOf("full");
    expect(fast).toMatchObject({ ...stored, line: "1", tenant: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const slow = await rowOf("slow");
    expect(slow).toMatchObject({
      ...stored,
      line: "2",
      tenant: fast?.tenant,
      cand_model: ["zeta-large", "acme-one", "x"],
      cand_eligible: [1, 0, 2],
      cand_quality: [0.5, 1, null],
      cand_cost_usd: [0.01, null, null],
      cand_latency_ms: [100, null, null],
      cand_score: [2, null, null],
      cand_probability: [0.25, null, null],
    });
    expect(JSON.stringify([fast, slow])).not.toMatch(/secret|tenant-one/);
  });

  it("fills in what is absent", async () => {
    await (await client("defaults")).decisions(
      ndjson([record("bare"), record("bare-slow", { router: null, task: "" })]),
    );
    const absent = {
      router: "default",
      arm: "production",
      decided_by: "router",
      policy_version: "",
      task: "",
      tenant: "",
      cand_model: [],
      input_tokens: null,
      cost_usd: null,
      outcome_status: "",
      outcome_accepted: null,
    };
    expect(await rowOf("bare")).toMatchObject(absent);
    expect(await rowOf("bare-slow")).toMatchObject(absent);
  });

  it("leaves a ledger entry, an audit entry and no traces of work", async () => {
    const gateway = await client("ledger");
    const body = ndjson([
      record("l1", { extra: 1 }),
      record("l2", { occurred_at: "2026-02-01T00:00:00.5Z" }),
      { broken: true },
    ]);
    const { body: answer, text } = await gateway.decisions(body, { "idempotency-key": "k" });
    await withActor(OPERATOR, async (tx) => {
      const batch = await tx.ingestBatch.findUniqueOrThrow({ where: { id: answer.batch ?? "" } });
      expect(batch).toMatchObject({
        state: "stored",
        received: 3n,
        accepted: 2n,
        rejected: 1n,
        unknown_fields: 1n,
        idempotency_key: "k",
        format: "native",
        errors: answer.errors,
      });
      expect(Buffer.from(batch.answer ?? []).toString()).toBe(text);
      expect([batch.first_at?.toISOString(), batch.last_at?.toISOString()]).toEqual([
        "2026-01-01T00:00:00.000Z",
        "2026-02-01T00:00:00.500Z",
      ]);
      const entry = await tx.auditEntry.findFirstOrThrow({
        where: { entity: "ingest_batch", entity_id: batch.id },
      });
      expect(JSON.parse(Buffer.from(entry.bytes).toString()).after).toMatchObject({
        source: "ledger",
        accepted: 2,
        body_hash: batch.body_hash,
        digest: batch.digest,
      });
    });
    expect(await stageTables()).toEqual([]);
    expect(readdirSync(`${env().DATA_DIR}/spool`)).toEqual([]);
  });

  it("comes as NDJSON, array or file, compressed or not, with the same rows", async () => {
    const gateway = await client("shapes");
    const records = (prefix: string) => [
      record(`${prefix}1`, { task: 'a,"b"' }),
      record(`${prefix}2`, { candidates: [{ model: "m" }] }),
    ];
    const json = { "content-type": "application/json" };
    const sent = [
      await gateway.decisions(JSON.stringify(records("array"), null, 2), json),
      await gateway.decisions(Buffer.from(`\ufeff${JSON.stringify(records("mark"))}`), json),
      await gateway.decisions(ndjson(records("lines")), json),
      await gateway.decisions(gzipSync(ndjson(records("gzip"))), { "content-encoding": "gzip" }),
      await gateway.decisions(
        Buffer.concat([gzipSync(ndjson(records("two-"))), gzipSync(ndjson(records("more-")))]),
        { "content-encoding": "gzip" },
      ),
      await gateway.file(ndjson(records("file")), { "content-type": "application/x-ndjson" }),
      await gateway.file(
        `decision_id,occurred_at,chosen_model,task,candidates\r\ncsv1,2026-01-01T00:00:00Z,zeta-large,"a,""b""",\r\n\r\ncsv2,2026-01-01T00:00:00Z,zeta-large,,"[{""model"":""m""}]"\r\n`,
      ),
    ];
    expect(sent.map(({ status, body }) => [status, body.accepted, body.rejected])).toEqual([
      [200, 2, 0],
      [200, 2, 0],
      [200, 2, 0],
      [200, 2, 0],
      [200, 4, 0],
      [200, 2, 0],
      [200, 2, 0],
    ]);
    const rows = await clickhouse().rows({
      sql: "SELECT DISTINCT substring(decision_id, length(decision_id)) AS n, task, cand_model FROM decisions WHERE match(decision_id, '^(array|mark|lines|gzip|two-|more-|file|csv)') ORDER BY n",
      row: z.object({ n: z.string(), task: z.string(), cand_model: z.array(z.string()) }),
    });
    expect(rows).toEqual([
      { n: "1", task: 'a,"b"', cand_model: [] },
      { n: "2", task: "", cand_model: ["m"] },
    ]);
  });

  it("is visible as a whole to every read that begins after the answer", async () => {
    const gateway = await client("visible");
    const body = ndjson(Array.from({ length: 2000 }, (_, n) => record(`v${n}`, n % 2 ? {} : { extra: n })));
    expect((await gateway.decisions(body)).body.accepted).toBe(2000);
    expect((await storedIds()).filter((id) => id.startsWith("v"))).toHaveLength(2000);
  });
});

describe("again", () => {
  it("gets the first answer's bytes, by key or by the hash of the body", async () => {
    const gateway = await client("again");
    for (const headers of [{}, { "idempotency-key": "one" }] as Headings[]) {
      const body = ndjson([record(`again${Object.keys(headers).length}`)]);
      const first = await gateway.decisions(body, headers);
      const second = await gateway.decisions(body, headers);
      expect(first.headers.get("idempotency-replayed")).toBeNull();
      expect(second.headers.get("idempotency-replayed")).toBe("true");
      expect([second.status, second.text]).toEqual([200, first.text]);
      expect(first.body).toMatchObject({ accepted: 1, duplicate: 0 });
    }
  });

  it("refuses a key with another body, but not in another source or after a refusal", async () => {
    const gateway = await client("keys-a");
    const key = { "idempotency-key": "k1" };
    expect((await gateway.decisions("", key)).status).toBe(400);
    expect((await gateway.decisions(ndjson([record("k1")]), key)).status).toBe(200);
    const other = await gateway.decisions(ndjson([record("k2")]), key);
    expect([other.status, other.body.type]).toEqual([409, "urn:evenhand:idempotency_key_reused"]);
    expect((await (await client("keys-b")).decisions(ndjson([record("k2")]), key)).body).toMatchObject({
      accepted: 1,
    });
  });

  it("counts a decision once, whatever body, key or delivery it comes in", async () => {
    const gateway = await client("once");
    const one = await gateway.decisions(
      ndjson([record("o1", { task: "first" }), record("o2"), record("o1", { task: "second" })]),
    );
    expect(one.body).toMatchObject({ received: 3, accepted: 2, duplicate: 1, rejected: 0 });
    expect(await rowOf("o1")).toMatchObject({ task: "first" });
    const two = await gateway.decisions(
      ndjson([
        record("o2", { occurred_at: "2026-05-05T00:00:00Z" }),
        record("o3"),
        record("o1", { extra: 1 }),
      ]),
    );
    expect(two.body).toMatchObject({ received: 3, accepted: 1, duplicate: 2 });
    const three = await gateway.file(ndjson([record("o1"), record("o3")]), {
      "content-type": "application/x-ndjson",
    });
    expect(three.body).toMatchObject({ received: 2, accepted: 0, duplicate: 2 });
    expect((await storedIds()).filter((id) => /^o\d$/.test(id))).toEqual(["o1", "o2", "o3"]);
    expect((await (await client("once-else")).decisions(ndjson([record("o1")]))).body).toMatchObject({
      accepted: 1,
    });
  });

  it("holds when the same comes several times at once", async () => {
    const gateway = await client("at-once");
    const body = ndjson(Array.from({ length: 200 }, (_, n) => record(`c${n}`)));
    const same = await Promise.all(Array.from({ length: 5 }, () => gateway.decisions(body)));
    expect(new Set(same.map(({ text }) => text)).size).toBe(1);
    expect(same.filter(({ headers }) => headers.has("idempotency-replayed"))).toHaveLength(4);
    const others = await Promise.all(
      Array.from({ length: 4 }, (_, n) => gateway.decisions(body, { "idempotency-key": `k${n}` })),
    );
    expect(others.map(({ body }) => [body.accepted, body.duplicate])).toEqual(
      Array.from({ length: 4 }, () => [0, 200]),
    );
    expect((await storedIds()).filter((id) => /^c\d+$/.test(id))).toHaveLength(200);
  });
});

describe("who may deliver", () => {
  const post = (headers: Record<string, string>, query = "") =>
    POST(
      new Request(`http://localhost/api/v1/ingest/decisions${query}`, { method: "POST", body: "x", headers }),
      { params: Promise.resolve({}) },
    );

  it("is judged before anything of the body", async () => {
    const stranger = {
      authorization: "Bearer evh_none",
      "content-type": "text/xml",
      "content-length": "9999999999",
    };
    expect((await post(stranger)).status).toBe(401);
    expect((await post({ authorization: "Bearer evh_no", "content-encoding": "br" })).status).toBe(401);
    const reader = await createKey(OPERATOR, { scope: "read", role: "compliance" });
    expect(
      (await post({ authorization: `Bearer ${reader.secret}`, "content-type": "text/xml" }, "?source=fields"))
        .status,
    ).toBe(403);
  });

  it("is an ingest key for its own source, or a writer who names one that exists", async () => {
    const { secret } = await createKey(OPERATOR, { scope: "write", role: "compliance" });
    const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
    const body = JSON.stringify([record("by-writer")]);
    const write = (query: string) =>
      POST(
        new Request(`http://localhost/api/v1/ingest/decisions${query}`, { method: "POST", body, headers }),
        { params: Promise.resolve({}) },
      );
    expect((await write("")).status).toBe(422);
    expect((await write("?source=nobody")).status).toBe(404);
    expect((await write("?source=fields")).status).toBe(200);
    expect((await write("?source=fields&more=1")).status).toBe(422);
    expect((await (await client("own")).decisions(body, {}, "?source=fields")).status).toBe(403);
  });
});
