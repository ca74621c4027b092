import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { client, ndjson, record } from "@/app/api/v1/ingest/testing/post";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { createKey } from "@/lib/identity/server";
import { NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import { PurgePreview, PurgeView, ShareQuery } from "@/lib/routing";
import { readTrafficSource, refreshStakes, share } from "@/lib/routing/server";
import { OPERATOR } from "@/lib/testing/actors";
import { POST as purgeBatchRoute } from "./batches/[id]/purge/route";
import { GET as readBatchRoute } from "./batches/[id]/route";
import { GET as purgesRoute } from "./purges/route";
import { POST as purgeSourceRoute } from "./sources/[key]/purge/route";

const secrets = new Map<string, string>();
const bearer = (name: string) => `Bearer ${secrets.get(name)}`;

async function call(
  handler: typeof purgeBatchRoute,
  params: Record<string, string>,
  body: unknown,
  who = "write-compliance",
) {
  const response = await handler(
    new Request("http://localhost/api/v1/routing/x", {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: bearer(who), "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { params: Promise.resolve(params) },
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const purgeBatch = (id: string, body: unknown, who?: string) => call(purgeBatchRoute, { id }, body, who);
const purgeSource = (key: string, body: unknown, who?: string) => call(purgeSourceRoute, { key }, body, who);
const batch = async (id: string) => (await call(readBatchRoute, { id }, undefined)).body;
const source = (key: string) => readTrafficSource(OPERATOR, key);

async function storedIn(key: string): Promise<string[]> {
  const { no } = await withActor(OPERATOR, (tx) => tx.trafficSource.findUniqueOrThrow({ where: { key } }));
  const rows = await clickhouse().rows({
    sql: "SELECT decision_id AS id FROM decisions WHERE source = {no:UInt32} ORDER BY id",
    params: { no },
    row: z.object({ id: z.string() }),
  });
  return rows.map(({ id }) => id);
}

const auditOf = (entity_id: string) =>
  withActor(OPERATOR, async (tx) => {
    const rows = await tx.auditEntry.findMany({ where: { entity_id }, orderBy: { seq: "asc" } });
    return rows.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()));
  });

const on = (id: string, day: string, more: Record<string, unknown> = {}) =>
  record(id, { occurred_at: `2026-03-${day}T12:00:00Z`, ...more });

beforeAll(async () => {
  await migrateClickhouse();
  for (const role of ["compliance", "executive", "auditor", "partner_manager"] as const)
    for (const scope of ["read", "write"] as const)
      secrets.set(`${scope}-${role}`, (await createKey(OPERATOR, { scope, role })).secret);
  secrets.set("ingest", (await createKey(OPERATOR, { scope: "ingest", source: "p-who" })).secret);
});

describe("a delivery", () => {
  it("is counted first, then goes, and its file can come again", async () => {
    const gateway = await client("p-one");
    const body = ndjson([on("a", "01"), on("b", "02"), { broken: 1 }]);
    const first = await gateway.decisions(body, { "idempotency-key": "k" });
    const kept = await gateway.decisions(ndjson([on("c", "03")]));
    const id = first.body.batch ?? "";
    const before = await batch(id);

    const preview = await purgeBatch(id, { dry_run: true });
    expect(PurgePreview.parse(preview.body)).toEqual({
      dry_run: true,
      source: "p-one",
      batch: id,
      from: null,
      decisions: 2,
      batches: 1,
      first_at: "2026-03-01T12:00:00.000Z",
      last_at: "2026-03-02T12:00:00.000Z",
    });
    expect(await storedIn("p-one")).toEqual(["a", "b", "c"]);
    expect((await purgeBatch(id, { reason: "wrong", decisions: 3 })).body.type).toBe(
      "urn:evenhand:purge_changed",
    );

    const { status, body: answer } = await purgeBatch(id, { reason: "The clock was wrong.", decisions: 2 });
    expect(status).toBe(200);
    const view = PurgeView.parse(answer);
    expect(view).toMatchObject({
      state: "purged",
      decisions: 2,
      batches: 1,
      batch: id,
      digest: before.digest,
    });
    expect(await storedIn("p-one")).toEqual(["c"]);
    expect(await batch(id)).toMatchObject({ state: "purged", accepted: 2, purged: 2, digest: before.digest });
    expect(await source("p-one")).toMatchObject({ decisions: 1, batches: 1 });

    const again = await gateway.decisions(body, { "idempotency-key": "k" });
    expect(again.headers.get("idempotency-replayed")).toBeNull();
    expect(again.body).toMatchObject({ received: 3, accepted: 2, duplicate: 0, rejected: 1 });
    expect(again.body.batch).not.toBe(id);
    expect((await batch(again.body.batch ?? "")).state).toBe("stored");
    expect(await storedIn("p-one")).toEqual(["a", "b", "c"]);
    expect((await gateway.decisions(ndjson([on("c", "03")]))).text).toBe(kept.text);
  });

  it("goes once: 409 the second time, and for what was never stored", async () => {
    const { body } = await (await client("p-twice")).decisions(ndjson([on("a", "01")]));
    const reason = "twice";
    const both = await Promise.all([
      purgeBatch(body.batch ?? "", { reason }),
      purgeBatch(body.batch ?? "", { reason }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await purgeBatch(body.batch ?? "", { dry_run: true })).status).toBe(409);
    expect((await source("p-twice")).decisions).toBe(0);
  });

  it("of which nothing was stored forgets its answer too", async () => {
    const gateway = await client("p-none");
    const body = ndjson([{ broken: 1 }]);
    const first = await gateway.decisions(body);
    expect((await purgeBatch(first.body.batch ?? "", { reason: "empty" })).body).toMatchObject({
      decisions: 0,
      digest: "00",
      first_at: null,
    });
    expect((await gateway.decisions(body)).body.batch).not.toBe(first.body.batch);
  });

  it("that others repeated lets these come again in full", async () => {
    const gateway = await client("p-repeat");
    const short = await gateway.decisions(ndjson([on("a", "01")]));
    const long = ndjson([on("a", "01"), on("b", "02")]);
    expect((await gateway.decisions(long)).body).toMatchObject({ accepted: 1, duplicate: 1 });
    await purgeBatch(short.body.batch ?? "", { reason: "bad export" });
    expect((await gateway.decisions(long)).body).toMatchObject({ accepted: 1, duplicate: 1 });
    expect(await storedIn("p-repeat")).toEqual(["a", "b"]);
  });

  it("leaves the reason and what went in the audit log, before and after", async () => {
    const { body } = await (await client("p-audit")).decisions(ndjson([on("a", "01")]));
    const { body: purge } = await purgeBatch(body.batch ?? "", { reason: "  Test data.  " });
    const [stored, announced] = await auditOf(body.batch ?? "");
    expect(announced).toMatchObject({
      action: "ingest-batch:purge",
      reason: "Test data.",
      after: { purge: purge.id, source: "p-audit", decisions: 1, batches: 1, digest: stored.after.digest },
    });
    const [finished] = await auditOf(String(purge.id));
    expect(finished).toMatchObject({
      action: "traffic-purge:finish",
      after: { decisions: 1, announced_by: purge.created_by },
    });
  });
});

describe("a source from a time on", () => {
  it("loses what came then or later, across deliveries, and keeps the rest", async () => {
    const gateway = await client("p-from");
    const files = [
      ndjson([on("a", "01"), on("b", "05")]),
      ndjson([on("c", "05"), on("d", "06")]),
      ndjson([on("e", "02")]),
    ];
    const sent = [];
    for (const file of files) sent.push((await gateway.decisions(file)).body.batch ?? "");
    const other = await client("p-from-other");
    await other.decisions(ndjson([on("b", "05")]));
    const before = await Promise.all(sent.map(batch));
    const from = "2026-03-05T12:00:00Z";

    const preview = await purgeSource("p-from", { from, dry_run: true });
    expect(preview.body).toMatchObject({ decisions: 3, batches: 2, last_at: "2026-03-06T12:00:00.000Z" });
    const { body } = await purgeSource("p-from", { from, reason: "The policy was not in force." });
    expect(body).toMatchObject({ decisions: 3, batches: 2, state: "purged", batch: null });
    expect(await storedIn("p-from")).toEqual(["a", "e"]);
    expect(await storedIn("p-from-other")).toEqual(["b"]);

    const after = await Promise.all(sent.map(batch));
    expect(after.map(({ state, accepted, purged, last_at }) => [state, accepted, purged, last_at])).toEqual([
      ["stored", 2, 1, "2026-03-01T12:00:00.000Z"],
      ["purged", 2, 2, "2026-03-06T12:00:00.000Z"],
      ["stored", 1, 0, "2026-03-02T12:00:00.000Z"],
    ]);
    expect(after.map(({ digest }) => digest)).toEqual(before.map(({ digest }) => digest));
    expect(await source("p-from")).toMatchObject({ decisions: 2, batches: 2 });

    const again = [];
    for (const file of files) again.push((await gateway.decisions(file)).body);
    expect(again).toMatchObject([
      { accepted: 1, duplicate: 1 },
      { accepted: 2, duplicate: 0 },
      { accepted: 1, duplicate: 0, batch: sent[2] },
    ]);
    expect(await storedIn("p-from")).toEqual(["a", "b", "c", "d", "e"]);
    const [entry] = (await auditOf((await source("p-from")).id)).filter(
      ({ action }) => action === "traffic-source:purge",
    );
    expect(entry).toMatchObject({
      reason: "The policy was not in force.",
      after: { decisions: 3, batches: 2, from: "2026-03-05T12:00:00.000Z" },
    });
  });

  it("can be purged further back, delivery by delivery, until nothing is left", async () => {
    const gateway = await client("p-back");
    const { body } = await gateway.decisions(ndjson([on("a", "01"), on("b", "02"), on("c", "03")]));
    const reason = "step";
    await purgeSource("p-back", { from: "2026-03-03", reason });
    await purgeSource("p-back", { from: "2026-03-02", reason });
    expect(await batch(body.batch ?? "")).toMatchObject({ state: "stored", purged: 2 });
    expect((await purgeBatch(body.batch ?? "", { reason })).body).toMatchObject({ decisions: 1 });
    expect(await batch(body.batch ?? "")).toMatchObject({ state: "purged", purged: 3, accepted: 3 });
    expect((await purgeSource("p-back", { from: "2015-01-01", reason })).body).toMatchObject({
      decisions: 0,
    });
    const list = await call(purgesRoute as typeof purgeBatchRoute, {}, undefined);
    expect(list.status).toBe(200);
    expect((await call(purgesRoute as typeof purgeBatchRoute, {}, undefined, "read-auditor")).status).toBe(
      200,
    );
    for (const who of ["read-executive", "read-partner_manager"])
      expect((await call(purgesRoute as typeof purgeBatchRoute, {}, undefined, who)).status).toBe(403);
  });

  it("leaves shares and verdicts at once, and comes back with the file", async () => {
    const gateway = await client("p-figures");
    const file = ndjson([on("f1", "21"), on("f2", "22"), on("f3", "23")]);
    await gateway.decisions(file);
    const range = { from: "2026-03-21", to: "2026-03-24" };
    const figures = async () => {
      const { excluded } = await share(OPERATOR, ShareQuery.parse(range));
      const { decisions } = await assess(OPERATOR, NeutralityQuery.parse(range));
      return [excluded.unattributed, decisions];
    };
    expect(await figures()).toEqual([3, 3]);
    await purgeSource("p-figures", { from: "2026-03-22", reason: "wrong clock" });
    expect(await figures()).toEqual([1, 1]);
    await gateway.decisions(file);
    expect(await figures()).toEqual([3, 3]);
  });

  it("moves what overlaps have at stake", async () => {
    const gateway = await client("p-stakes");
    await gateway.decisions(ndjson([on("a", "01"), on("b", "02")]));
    await refreshStakes();
    expect(await refreshStakes()).toBe(false);
    await purgeSource("p-stakes", { from: "2026-03-02", reason: "half" });
    expect(await refreshStakes()).toBe(true);
    expect(await refreshStakes()).toBe(false);
  });
});

describe("who may purge, and what is refused", () => {
  it("is compliance alone", async () => {
    const { body } = await (await client("p-who")).decisions(ndjson([on("a", "01")]));
    const id = body.batch ?? "";
    for (const who of [
      "write-executive",
      "write-auditor",
      "write-partner_manager",
      "read-compliance",
      "ingest",
    ]) {
      expect((await purgeBatch(id, { reason: "x" }, who)).status).toBe(403);
      expect((await purgeSource("p-who", { from: "2026-01-01", reason: "x" }, who)).status).toBe(403);
      expect((await purgeBatch(id, { dry_run: true }, who)).status).toBe(403);
    }
    expect(await storedIn("p-who")).toEqual(["a"]);
  });

  it.each([
    [{}, "/reason"],
    [{ reason: "  " }, "/reason"],
    [{ reason: "x", more: 1 }, "/more"],
    [{ reason: "x", decisions: -1 }, "/decisions"],
  ])("a body %j is a 422 at %s", async (body, pointer) => {
    const { status, body: problem } = await purgeBatch("018f0000-0000-7000-8000-000000000000", body);
    expect([status, problem.errors]).toEqual([422, [expect.objectContaining({ pointer })]]);
  });

  it("what is not there is a 404, a time that is none a 422", async () => {
    expect((await purgeBatch("018f0000-0000-7000-8000-000000000000", { reason: "x" })).status).toBe(404);
    expect((await purgeBatch("x", { reason: "x" })).status).toBe(404);
    expect((await purgeSource("nobody", { from: "2026-01-01", reason: "x" })).status).toBe(404);
    expect((await purgeSource("p-who", { from: "soon", reason: "x" })).status).toBe(422);
    expect((await purgeSource("p-who", { from: "1969-12-31", reason: "x" })).status).toBe(422);
  });
});
