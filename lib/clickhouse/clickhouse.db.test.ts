import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Param } from "./querier";
import { clickhouse, migrateClickhouse, pingClickhouse } from "./server";

const Value = z.object({ v: z.unknown() });
const roundTrip = async (type: string, value: Param) =>
  (await clickhouse().rows({ sql: `SELECT {v:${type}} AS v`, params: { v: value }, row: Value }))[0]?.v;

describe("binds", () => {
  it("give back every value as it was, however hostile", async () => {
    const texts = [
      "",
      "plain",
      "it's",
      "back\\slash",
      "\\'; DROP TABLE decisions; --",
      "tab\tnew\nline\r",
      "{x:String}",
      "日本語 🙂",
      "\\N",
    ];
    for (const text of texts) expect(await roundTrip("String", text)).toBe(text);
    expect(await roundTrip("Array(String)", texts)).toEqual(texts);
    expect(await roundTrip("Nullable(String)", null)).toBeNull();
    expect(await roundTrip("UInt64", 18446744073709551615n)).toBe("18446744073709551615");
    expect(await roundTrip("Float64", 0.1 + 0.2)).toBe(0.1 + 0.2);
    expect(await roundTrip("Bool", true)).toBe(true);
    expect(await roundTrip("DateTime64(6, 'UTC')", "2026-02-03 04:05:06.789012")).toBe(
      "2026-02-03 04:05:06.789012",
    );
  });

  it("are typed: text is not a number", async () => {
    await expect(roundTrip("UInt8", "1 OR 1=1")).rejects.toThrow(/BAD_QUERY_PARAMETER|parse/i);
  });

  it("do not mix between queries at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        clickhouse().rows({
          sql: "SELECT {v:UInt32} AS v, sleepEachRow(0.001) AS s",
          params: { v: n },
          row: Value,
        }),
      ),
    );
    expect(answers.map(([row]) => row?.v)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });
});

describe("migrations", () => {
  it("make the tables, and a second run changes nothing", async () => {
    await migrateClickhouse();
    await migrateClickhouse();
    const [row] = await clickhouse().rows({
      sql: "SELECT count() AS v FROM schema_version WHERE version = 1",
      row: Value,
    });
    expect(row?.v).toBe("1");
    expect(await pingClickhouse()).toBe(true);
  });

  it("refuse a store of a newer release", async () => {
    await clickhouse().command("INSERT INTO schema_version (version, name) VALUES (4000000, 'later')");
    await expect(migrateClickhouse()).rejects.toThrow("newer release");
    expect(await pingClickhouse()).toBe(false);
    await clickhouse().command("DELETE FROM schema_version WHERE version = 4000000");
    expect(await pingClickhouse()).toBe(true);
  });
});

describe("load", () => {
  it("reads a file into a table, and reads begun later see it", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "load-")), "it's.txt");
    writeFileSync(path, "one\ntwo\n\nfour");
    await clickhouse().command(
      "CREATE OR REPLACE TABLE loaded (n UInt64, line String) ENGINE = MergeTree ORDER BY tuple()",
    );
    await clickhouse().load({
      path,
      format: "LineAsString",
      structure: "line String",
      sql: (input, row_number) => `INSERT INTO loaded SELECT ${row_number}, line FROM ${input}`,
    });
    const rows = await clickhouse().rows({
      sql: "SELECT concat(toString(n), line) AS v FROM loaded ORDER BY n",
      row: Value,
    });
    expect(rows.map((row) => row.v)).toEqual(["0one", "1two", "2", "3four"]);
    await clickhouse().command("DROP TABLE loaded");
  });
});
