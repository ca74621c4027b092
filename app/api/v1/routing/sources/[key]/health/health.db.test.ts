import { beforeAll, describe, expect, it } from "vitest";
import { client, ndjson, record } from "@/app/api/v1/ingest/testing/post";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { readHealth } from "@/lib/routing/server";
import { testActor } from "@/lib/testing/actors";

const executive = testActor("executive");
const ids = (prefix: string, numbers: readonly number[]) =>
  ndjson(numbers.map((number) => record(`${prefix}${number}`)));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

beforeAll(migrateClickhouse);

describe("the health of a source", () => {
  it("says what came, what was refused and what came twice, and how late it was", async () => {
    const gateway = await client("counted");
    await gateway.decisions(
      ndjson([record("a"), record("b"), record("b"), { decision_id: "c", prompt: "x" }]),
    );
    expect(await readHealth(executive, "counted", Date.now() + 1000)).toMatchObject({
      received: 4,
      accepted: 2,
      duplicate: 1,
      rejected: 1,
      decisions_a_day: 2 / 7,
      sequence: null,
    });
    const late_s = (Date.now() - Date.parse("2026-01-01T00:00:00Z")) / 1000;
    const { lag_s } = await readHealth(executive, "counted");
    expect(Math.abs((lag_s ?? 0) - late_s)).toBeLessThan(600);
  });

  it("of one that has not delivered is unknown, not zero", async () => {
    await client("silent");
    expect(await readHealth(executive, "silent")).toMatchObject({
      received: 0,
      decisions_a_day: null,
      lag_s: null,
      sequence: null,
    });
  });

  it("names gaps where records are numbered, in each series of numbers", async () => {
    const gateway = await client("numbered");
    await gateway.decisions(ids("eu-", [...range(1, 40), ...range(44, 60), 62]));
    await gateway.decisions(ids("us-", range(7, 30)));
    expect((await readHealth(executive, "numbered")).sequence).toEqual({
      present: 82,
      missing: 4,
      gaps: [
        { after: "eu-40", before: "eu-44", missing: 3 },
        { after: "eu-60", before: "eu-62", missing: 1 },
      ],
    });
    // What was missing comes late.
    await gateway.decisions(ids("eu-", [41, 42, 43, 61]));
    expect((await readHealth(executive, "numbered")).sequence).toEqual({ present: 86, missing: 0, gaps: [] });
  });

  it("takes no name that only ends in digits for a number", async () => {
    const hashes = await client("hashes");
    await hashes.decisions(ndjson(range(1, 60).map((n) => record(`${(n * 2_654_435_761) % 4_294_967_296}`))));
    expect((await readHealth(executive, "hashes")).sequence).toBeNull();
  });
});
