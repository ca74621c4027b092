import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { createKey } from "@/lib/identity/server";
import { secrets } from "@/lib/kernel/secrets";
import { OPERATOR } from "@/lib/testing/actors";
import { getSource } from "../sources/store";
import { nextBatchNumber } from "./batch-numbers";
import { ROW_HASH } from "./columns";
import { announce, newBatchId, type Source } from "./ledger";
import { publish } from "./publish";
import { readRow } from "./read-row";
import { IngestAnswer } from "./schema";
import type { Delivered, Gathered } from "./settle-group";
import { inTurn } from "./source-lock";
import { Stage } from "./stage";
import { Tally } from "./tally";

const AT = "2026-01-01T00:00:00Z";

beforeAll(migrateClickhouse);

async function sourceOf(key: string): Promise<Source> {
  await createKey(OPERATOR, { scope: "ingest", source: key });
  return withActor(OPERATOR, (tx) => getSource(tx, key));
}

/** A small delivery as reading leaves it: its rows are in memory. */
async function gathered(source: Source, ids: readonly string[], key: string | null = null) {
  const no = await nextBatchNumber(OPERATOR);
  const numbers = { source_no: source.no, batch_no: no, tenant_key: secrets().tenant_key };
  const tally = new Tally();
  tally.accept(ids.length);
  const rows = ids.map((decision_id, index) =>
    readRow(no, index + 1, { decision_id, occurred_at: AT, chosen_model: "m", task: `of ${no}` }, ""),
  );
  const body_hash = `${source.key} ${ids.join(" ")}`;
  const identity = { idempotency_key: key, body_hash, format: "native" };
  return {
    delivery: { id: newBatchId(), no, source, file_name: null, ...identity },
    tally,
    accepted: ids.length,
    stage: new Stage(numbers, 0),
    held: Buffer.from(rows.map((row) => `${row}\n`).join("")),
  } satisfies Gathered;
}

/** Lets deliveries wait for the source's turn, so that they are there at the same time when it comes. */
async function together(source: Source, all: readonly Gathered[]) {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const turn = inTurn(source.id, () => gate);
  const published = Promise.allSettled(all.map((one) => publish(OPERATOR, one)));
  release();
  await turn;
  return published;
}

const answerOf = (result: PromiseSettledResult<Delivered> | undefined) =>
  result?.status === "fulfilled"
    ? IngestAnswer.parse(JSON.parse(Buffer.from(result.value.bytes).toString()))
    : null;

const batchesOf = (source: Source) =>
  withActor(OPERATOR, (tx) =>
    tx.ingestBatch.findMany({ where: { source_id: source.id }, orderBy: { no: "asc" } }),
  );

const Stored = z.object({
  batch: z.number(),
  part: z.string(),
  ids: z.array(z.string()),
  digest: z.string(),
});
const storedOf = (source: Source) =>
  clickhouse().rows({
    sql: `SELECT batch, any(_part) AS part, arraySort(groupArray(decision_id)) AS ids, hex(sum(${ROW_HASH})) AS digest
      FROM decisions WHERE source = {no:UInt32} GROUP BY batch ORDER BY batch`,
    params: { no: source.no },
    row: Stored,
  });

const stages = () =>
  clickhouse().rows({
    sql: "SELECT name FROM system.tables WHERE startsWith(name, 'stage_')",
    row: z.object({ name: z.string() }),
  });

describe("deliveries that wait at the same time", () => {
  it("are published in one step, each with its own answer, ledger and audit entry", async () => {
    const source = await sourceOf("group");
    const all = [
      await gathered(source, ["a", "b", "a"]),
      await gathered(source, ["b", "c"]),
      await gathered(source, []),
      await gathered(source, ["a", "b", "c", "d"]),
    ];
    const answers = (await together(source, all)).map(answerOf);
    expect(answers.map((answer) => [answer?.received, answer?.accepted, answer?.duplicate])).toEqual([
      [3, 2, 1],
      [2, 1, 1],
      [0, 0, 0],
      [4, 1, 3],
    ]);
    const stored = await storedOf(source);
    expect(stored.map(({ ids }) => ids)).toEqual([["a", "b"], ["c"], ["d"]]);
    expect(new Set(stored.map(({ part }) => part)).size).toBe(1);
    const batches = await batchesOf(source);
    expect(batches.map(({ id, state }) => [id, state])).toEqual(
      all.map(({ delivery }) => [delivery.id, "stored"]),
    );
    for (const { no, digest } of batches)
      expect(digest).toBe(stored.find(({ batch }) => batch === no)?.digest ?? "00");
    await withActor(OPERATOR, async (tx) => {
      const entries = await tx.auditEntry.findMany({
        where: { entity_id: { in: batches.map(({ id }) => id) } },
        orderBy: { seq: "asc" },
      });
      expect(entries.map(({ entity_id }) => entity_id)).toEqual(batches.map(({ id }) => id));
      for (const [index, { bytes }] of entries.entries())
        expect(JSON.parse(Buffer.from(bytes).toString()).after).toMatchObject({
          digest: batches[index]?.digest,
          accepted: answers[index]?.accepted,
          duplicate: answers[index]?.duplicate,
        });
    });
    expect(await stages()).toEqual([]);
  });

  it("know what the source has stored, and count it for each", async () => {
    const source = await sourceOf("group-known");
    await together(source, [await gathered(source, ["k1", "k2"])]);
    const answers = await together(source, [
      await gathered(source, ["k1", "n1"]),
      await gathered(source, ["n1", "k2", "n2"]),
      await gathered(source, ["k1", "k1"]),
    ]);
    expect(answers.map(answerOf).map((answer) => [answer?.accepted, answer?.duplicate])).toEqual([
      [1, 1],
      [1, 2],
      [0, 2],
    ]);
    expect((await storedOf(source)).flatMap(({ ids }) => ids).sort()).toEqual(["k1", "k2", "n1", "n2"]);
  });

  it("answer a repeat with the same bytes and a reused key with a refusal, sparing the others", async () => {
    const source = await sourceOf("group-repeats");
    const results = await together(source, [
      await gathered(source, ["r1"]),
      await gathered(source, ["r1"]),
      await gathered(source, ["r2"], "key"),
      await gathered(source, ["r3"], "key"),
      await gathered(source, ["r2"], "key"),
      await gathered(source, ["r4"]),
    ]);
    const told = results.map((result) =>
      result.status === "fulfilled" ? result.value.replayed : String(result.reason.type),
    );
    expect(told).toEqual([false, true, false, "idempotency_key_reused", true, false]);
    const bytes = results.map((result) =>
      result.status === "fulfilled" ? Buffer.from(result.value.bytes).toString() : "",
    );
    expect([bytes[1], bytes[4]]).toEqual([bytes[0], bytes[2]]);
    expect((await storedOf(source)).flatMap(({ ids }) => ids).sort()).toEqual(["r1", "r2", "r4"]);
  });

  it("do not fail with one that fails", async () => {
    const source = await sourceOf("group-fault");
    const good = await gathered(source, ["f1"]);
    const broken = { ...(await gathered(source, ["x"])), held: Buffer.from("[no row]\n") };
    const short = { ...(await gathered(source, ["y"])), accepted: 2 };
    const results = await together(source, [good, broken, short, await gathered(source, ["f2", "f1"])]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(answerOf(results[3])).toMatchObject({ accepted: 1, duplicate: 1 });
    const batches = await batchesOf(source);
    expect(batches.map(({ state }) => state)).toEqual(["stored", "failed", "failed", "stored"]);
    expect((await storedOf(source)).map(({ ids }) => ids)).toEqual([["f1"], ["f2"]]);
    expect(await stages()).toEqual([]);
  });

  it("are seen whole or not at all", async () => {
    const source = await sourceOf("group-reads");
    const ids = (name: string) => Array.from({ length: 300 }, (_, n) => `${name}-${n}`);
    let over = false;
    const seen = new Set<string>();
    const reading = (async () => {
      while (!over) for (const { ids: stored } of await storedOf(source)) seen.add(String(stored.length));
    })();
    for (let round = 0; round < 5; round += 1)
      await together(
        source,
        await Promise.all(Array.from({ length: 6 }, (_, n) => gathered(source, ids(`${round}-${n}`)))),
      );
    over = true;
    await reading;
    expect([...seen]).toEqual(["300"]);
    expect(await storedOf(source)).toHaveLength(30);
  });
});

it("undoes a group whose process died after its rows became visible", async () => {
  const source = await sourceOf("group-died");
  const dead = [await gathered(source, ["d1"]), await gathered(source, ["d2", "d3"])];
  await announce(
    OPERATOR,
    dead.map(({ delivery }) => delivery),
  );
  const path = join(mkdtempSync(join(tmpdir(), "dead-")), "rows");
  writeFileSync(path, Buffer.concat(dead.map(({ held }) => held)));
  const stage = new Stage(
    { source_no: source.no, batch_no: dead[0]?.delivery.no ?? 0, tenant_key: secrets().tenant_key },
    0,
  );
  await stage.loadRead(path);
  await stage.publish();
  await stage.drop();
  expect(await storedOf(source)).toHaveLength(2);
  const [next] = await together(source, [await gathered(source, ["d1", "d2", "d3"])]);
  expect(answerOf(next)).toMatchObject({ accepted: 3, duplicate: 0 });
  expect((await storedOf(source)).map(({ ids }) => ids)).toEqual([["d1", "d2", "d3"]]);
  expect((await batchesOf(source)).map(({ state }) => state)).toEqual(["failed", "failed", "stored"]);
});
