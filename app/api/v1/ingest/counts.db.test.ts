import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { createKey } from "@/lib/identity/server";
import { IngestAnswer } from "@/lib/routing";
import { readTrafficSource } from "@/lib/routing/server";
import { OPERATOR } from "@/lib/testing/actors";
import { partner, postCounts as post } from "./testing/post-counts";

const one = (day: number, decisions: number, model = "zeta-large") => ({
  day: `2026-05-0${day}`,
  model,
  decisions,
});

const history = (key: string) =>
  withActor(OPERATOR, async (tx) => {
    const { id } = await tx.trafficSource.findUniqueOrThrow({ where: { key } });
    const rows = await tx.servedCount.findMany({
      where: { source_id: id },
      orderBy: [{ day: "asc" }, { model_key: "asc" }, { version: "asc" }],
    });
    return rows.map(({ day, model, version, decisions }) => [
      day.toISOString().slice(8, 10),
      model,
      version,
      Number(decisions),
    ]);
  });

beforeAll(migrateClickhouse);

describe("a delivery of counts", () => {
  it("answers as every delivery does, and names bad rows", async () => {
    const send = await partner("c-one");
    const sent = await send([one(1, 5), one(1, -1), one(1, 5), { day: "x" }, one(2, 7)]);
    expect([sent.status, IngestAnswer.parse(sent.body)]).toEqual([
      200,
      {
        batch: expect.any(String),
        received: 5,
        accepted: 2,
        duplicate: 1,
        rejected: 2,
        errors: [
          { line: 2, pointer: "/decisions", message: "The number is below 0." },
          { line: 4, pointer: "/day", message: "Expected a day, such as 2026-11-21." },
        ],
      },
    ]);
    await withActor(OPERATOR, async (tx) => {
      const batch = await tx.countsBatch.findUniqueOrThrow({ where: { id: sent.body.batch ?? "" } });
      const entry = await tx.auditEntry.findFirstOrThrow({ where: { entity_id: batch.id } });
      expect(JSON.parse(Buffer.from(entry.bytes).toString())).toMatchObject({
        action: "counts-batch:store",
        after: { source: "c-one", accepted: 2, body_hash: batch.body_hash, digest: batch.digest },
      });
    });
  });

  it("comes as array, lines or CSV, compressed or not", async () => {
    const { secret } = await createKey(OPERATOR, { scope: "ingest", source: "c-shapes" });
    const lines = `${JSON.stringify(one(1, 1))}\n${JSON.stringify(one(2, 2))}\n`;
    const csv = { "content-type": "text/csv" };
    const all = [
      await post(secret, lines, { "content-type": "application/x-ndjson" }),
      await post(secret, lines, {}),
      await post(secret, gzipSync(JSON.stringify([one(3, 3)])), { "content-encoding": "gzip" }),
      await post(secret, "day,model,decisions\n2026-05-04,zeta-large,4\n2026-05-01,zeta-large,1\n", csv),
    ];
    expect(all.map(({ status, body }) => [status, body.accepted, body.duplicate])).toEqual([
      [200, 2, 0],
      [200, 2, 0],
      [200, 1, 0],
      [200, 1, 1],
    ]);
    expect((await history("c-shapes")).map(([, , , n]) => n)).toEqual([1, 2, 3, 4]);
  });

  it("replaces a day and model by a new version, and keeps the old ones", async () => {
    const send = await partner("c-versions");
    const five = [one(1, 5), one(2, 1)];
    const first = await send(five);
    expect((await send(five)).text).toBe(first.text);
    expect((await send(five)).headers.get("idempotency-replayed")).toBe("true");
    expect((await send([one(1, 6, " Zeta-LARGE ")])).body).toMatchObject({ accepted: 1, duplicate: 0 });
    const back = await send(five);
    expect(back.headers.get("idempotency-replayed")).toBeNull();
    expect(back.body).toMatchObject({ accepted: 1, duplicate: 1 });
    expect(await history("c-versions")).toEqual([
      ["01", "zeta-large", 1, 5],
      ["01", "Zeta-LARGE", 2, 6],
      ["01", "zeta-large", 3, 5],
      ["02", "zeta-large", 1, 1],
    ]);
  });

  it("with a key is answered once, and refused with another body", async () => {
    const send = await partner("c-keys");
    const key = { "idempotency-key": "k" };
    const first = await send([one(1, 5)], key);
    await send([one(1, 6)]);
    expect((await send([one(1, 5)], key)).text).toBe(first.text);
    expect((await send([one(1, 7)], key)).status).toBe(409);
    expect((await history("c-keys")).at(-1)).toEqual(["01", "zeta-large", 2, 6]);
  });

  it("is stored once when it comes several times at once", async () => {
    const send = await partner("c-at-once");
    const body = Array.from({ length: 9 }, (_, day) => one(day + 1, day));
    const all = await Promise.all(Array.from({ length: 5 }, () => send(body)));
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    const others = await Promise.all([1, 2, 3].map((n) => send([...body, one(1, 0, `m${n}`)])));
    expect(others.map(({ body: { accepted, duplicate } }) => [accepted, duplicate])).toEqual([
      [1, 9],
      [1, 9],
      [1, 9],
    ]);
    expect(await history("c-at-once")).toHaveLength(12);
  });

  it("that cannot be read stores nothing", async () => {
    const send = await partner("c-bad");
    for (const [body, headers, status] of [
      ["", {}, 400],
      ["[{]", {}, 400],
      [JSON.stringify([one(1, 1)]), { "content-type": "text/xml" }, 415],
      [JSON.stringify([one(1, 1)]), { "content-encoding": "gzip" }, 400],
      [JSON.stringify([one(1, 1)]), { "content-encoding": "br" }, 415],
      [JSON.stringify([one(1, 1)]), { "idempotency-key": "" }, 400],
      ["day,model\n", { "content-type": "text/csv" }, 400],
    ] as const)
      expect((await send(body, headers)).status).toBe(status);
    expect(await history("c-bad")).toEqual([]);
  });

  it("is no decision: the source's figures do not change", async () => {
    const send = await partner("c-figures");
    await send([one(1, 500)]);
    expect(await readTrafficSource(OPERATOR, "c-figures")).toMatchObject({
      decisions: 0,
      batches: 0,
      effective_quality_basis: "ex_ante",
    });
  });

  it("cannot be changed afterwards, by the application either", async () => {
    await (await partner("c-fixed"))([one(1, 1)]);
    for (const table of ["served_count", "counts_batch"])
      for (const statement of [`UPDATE ${table} SET source_id = source_id`, `DELETE FROM ${table}`])
        await expect(withActor(OPERATOR, (tx) => tx.$executeRawUnsafe(statement))).rejects.toThrow(
          /permission denied/,
        );
  });

  it("goes to the key's own source, or to the one that a writer names", async () => {
    const send = await partner("c-own");
    expect((await send([one(1, 1)], {}, "?source=c-one")).status).toBe(403);
    const { secret } = await createKey(OPERATOR, { scope: "write", role: "compliance" });
    const body = JSON.stringify([one(1, 1)]);
    expect((await post(secret, body)).status).toBe(422);
    expect((await post(secret, body, {}, "?source=nobody")).status).toBe(404);
    expect((await post(secret, body, {}, "?source=c-own&file_name=may.json")).status).toBe(200);
    const reader = await createKey(OPERATOR, { scope: "read", role: "compliance" });
    expect((await post(reader.secret, body, {}, "?source=c-own")).status).toBe(403);
    expect((await post("evh_none", body)).status).toBe(401);
  });
});
