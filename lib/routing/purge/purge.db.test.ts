import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { undoOpen } from "../ingest/recover";
import { ingestDecisions, listPurges, purgeSource, readBatch } from "../server";
import { announcePurge } from "./announce";
import { finishPurges } from "./finish";
import { removeRows, weighPurge } from "./rows";

const compliance = testActor("compliance");

const count = async (source_no: number): Promise<number> => {
  const [row] = await clickhouse().rows({
    sql: "SELECT count() AS n, sum(cityHash64(decision_id)) AS s FROM decisions WHERE source = {source_no:UInt32}",
    params: { source_no },
    row: z.object({ n: z.coerce.number() }),
  });
  return row?.n ?? 0;
};

async function newSource(key: string) {
  return withActor(OPERATOR, (tx) =>
    tx.trafficSource.create({ data: { id: uuidv7(), key, name: key, updated_by: "system:operator" } }),
  );
}

async function post(source: string, from: number, n: number) {
  const lines = Array.from({ length: n }, (_, at) =>
    JSON.stringify({
      decision_id: `${source}-${from + at}`,
      occurred_at: "2026-04-01T00:00:00Z",
      chosen_model: "m",
      tenant: at % 2 ? "t" : null,
    }),
  );
  const request = new Request("http://localhost/", { method: "POST", body: lines.join("\n") });
  request.headers.set("content-type", "application/x-ndjson");
  const { bytes, replayed } = await ingestDecisions(OPERATOR, request, { source });
  return { ...(JSON.parse(Buffer.from(bytes).toString()) as { batch: string; accepted: number }), replayed };
}

/** As a process does that is killed after the announcement, or (`removed`) after the rows are gone. */
async function die(source: { id: string; no: number; key: string }, batch: string, removed: boolean) {
  const { no } = await withActor(OPERATOR, (tx) =>
    tx.ingestBatch.findUniqueOrThrow({ where: { id: batch }, select: { no: true } }),
  );
  const scope = { source_no: source.no, batch_no: no };
  const target = { source, batch: { id: batch, no }, from_ms: null };
  const id = await announcePurge(compliance, target, "killed", await weighPurge(scope));
  if (removed) await removeRows(scope);
  return id;
}

beforeAll(migrateClickhouse);

describe("a crash", () => {
  it.each([false, true])(
    "after the announcement (rows gone: %s) ends in purged, at the next start",
    async (removed) => {
      const source = await newSource(`start-${removed}`);
      const { batch } = await post(source.key, 0, 3);
      await die(source, batch, removed);
      expect((await readBatch(OPERATOR, batch)).state).toBe("purging");
      expect(await count(source.no)).toBe(removed ? 0 : 3);
      await undoOpen(OPERATOR, null);
      expect(await readBatch(OPERATOR, batch)).toMatchObject({ state: "purged", purged: 3 });
      expect(await count(source.no)).toBe(0);
      await undoOpen(OPERATOR, null);
      expect(await readBatch(OPERATOR, batch)).toMatchObject({ purged: 3 });
    },
  );

  it.each([false, true])(
    "(rows gone: %s) is ended by the source's next delivery, which counts anew",
    async (removed) => {
      const source = await newSource(`next-${removed}`);
      const first = await post(source.key, 0, 3);
      await die(source, first.batch, removed);
      const again = await post(source.key, 0, 3);
      expect(again).toMatchObject({ accepted: 3, replayed: false });
      expect((await readBatch(OPERATOR, first.batch)).state).toBe("purged");
      expect(await count(source.no)).toBe(3);
      const [purge] = (await listPurges(OPERATOR, { source: source.key, limit: 10 })).items;
      expect(purge).toMatchObject({ state: "purged", decisions: 3, created_by: `person:${compliance.id}` });
    },
  );

  it("leaves other sources alone", async () => {
    const [dead, alive] = [await newSource("dead"), await newSource("alive")];
    const { batch } = await post(dead.key, 0, 3);
    await die(dead, batch, false);
    await post(alive.key, 0, 2);
    expect((await readBatch(OPERATOR, batch)).state).toBe("purging");
    await finishPurges(OPERATOR, dead.id);
    expect([await count(dead.no), await count(alive.no)]).toEqual([0, 2]);
  });
});

it("lets deliveries of other sources come in meanwhile", async () => {
  const source = await newSource("busy");
  const other = await newSource("beside");
  for (let part = 0; part < 4; part++) await post(source.key, part * 1000, 1000);
  const beside = (async () => {
    for (let part = 0; part < 3; part++) await post(other.key, part * 100, 100);
  })();
  await purgeSource(compliance, source.key, { from: "2026-01-01", reason: "all", dry_run: false });
  await beside;
  expect([await count(source.no), await count(other.no)]).toEqual([0, 300]);
});

it("shows every read all of what goes or nothing of it", async () => {
  const PARTS = 12;
  const ROWS = 100_000;
  const source_no = 4_000_000;
  for (let part = 0; part < PARTS; part++)
    await clickhouse().command(
      `INSERT INTO decisions (source, batch, line, decision_id, occurred_at, chosen_model)
        SELECT {source_no:UInt32}, {part:UInt32}, number, concat({part:String}, '-', toString(number)),
          toDateTime64('2026-05-01 00:00:00', 6, 'UTC') + number, 'm' FROM numbers({rows:UInt32})`,
      { source_no, part, rows: ROWS },
    );
  const seen = new Set<number>();
  let going = true;
  const watch = async () => {
    while (going) seen.add(await count(source_no));
  };
  const watching = [watch(), watch()];
  await count(source_no);
  await removeRows({ source_no, from_ms: Date.UTC(2026, 4, 1) });
  going = false;
  await Promise.all(watching);
  expect([...seen].filter((n) => n !== 0 && n !== PARTS * ROWS)).toEqual([]);
  expect(await count(source_no)).toBe(0);
});
