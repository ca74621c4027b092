import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";
import { parseJson } from "../formats/json";
import { readNative } from "../formats/native";
import { readRow } from "./read-row";
import { Stage } from "./stage";
import { random, randomLine } from "./testing/random-lines";

const NOW = Date.UTC(2026, 10, 21);
const KEY = "00112233445566778899aabbccddeeff";

const Row = z.object({ line: z.coerce.number() });
const difference = (a: number, b: number) =>
  clickhouse().rows({
    sql: `SELECT line FROM (SELECT * EXCEPT batch FROM stage_${a} WHERE line IN (SELECT line FROM stage_${b}) EXCEPT SELECT * EXCEPT batch FROM stage_${b}) ORDER BY line`,
    row: Row,
  });

async function load(lines: readonly string[], first_line: number, batch: number) {
  const folder = mkdtempSync(join(tmpdir(), "fast-"));
  const path = join(folder, "lines");
  writeFileSync(path, lines.join("\n"));
  const stage = new Stage({ source_no: 7, batch_no: batch, tenant_key: KEY }, NOW);
  const segment = { path, held: null, first_line, lines: lines.length, bytes: 0, blank: false };
  const others = await stage.loadPlain(segment, 0);
  return { stage, others: new Set(others), folder };
}

beforeAll(migrateClickhouse);

describe("the fast path", () => {
  it.each([1, 2, 3])(
    "takes only what the strict parser takes, and stores the same (seed %i)",
    async (seed) => {
      const r = random(seed);
      const lines = Array.from({ length: 15_000 }, (_, id) => randomLine(r, id).replaceAll("\n", " "));
      const { others, folder } = await load(lines, 101, seed * 10);
      const read = lines.map((text, at) => {
        const parsed = parseJson(text);
        const result = parsed.fault ? parsed : readNative(parsed.value, NOW);
        return { line: at + 101, text, result };
      });
      const wrong = read.filter(
        ({ line, result }) =>
          !others.has(line) && (result.fault || ("unknown_fields" in result && result.unknown_fields > 0)),
      );
      expect(wrong).toEqual([]);

      const path = join(folder, "read");
      writeFileSync(
        path,
        read
          .flatMap(({ line, result }) =>
            "record" in result && result.record ? [readRow(seed * 10 + 1, line, result.record, "")] : [],
          )
          .join("\n"),
      );
      const strict = new Stage({ source_no: 7, batch_no: seed * 10 + 1, tenant_key: KEY }, NOW);
      await strict.loadRead(path);
      expect(await difference(seed * 10, seed * 10 + 1)).toEqual([]);

      const good = read.filter(({ result }) => !result.fault).length;
      expect(await strict.rows()).toBe(good);
      // The test would say nothing if either path took all lines or none.
      expect(lines.length - others.size).toBeGreaterThan(2000);
      expect(good).toBeLessThan(lines.length - 1000);
    },
    120_000,
  );

  it("takes every plain line, compact or spaced, whatever the order of its fields", async () => {
    const records = [
      { decision_id: "6f1c", occurred_at: "2026-01-01T00:00:00Z", chosen_model: "m" },
      {
        decision_id: "42",
        occurred_at: "2026-01-01T00:00:00Z",
        chosen_model: "8",
        task: "-1.5e3",
        tenant: "77",
      },
      {
        chosen_model: "m",
        candidates: [
          { quality: 1, model: "5", eligible: true },
          { model: "é", eligible: false },
        ],
        occurred_at: "2026-01-01T00:00:00.25Z",
        decision_id: "x",
        outcome: { status: "failure", accepted: false, score: 0.5 },
      },
    ];
    const lines = records.flatMap((record) => [
      JSON.stringify(record),
      JSON.stringify(record, null, 1)
        .replaceAll(/\n */g, " ")
        .replaceAll(/([[{]) | (?=[\]}])/g, "$1"),
      `${JSON.stringify(record)}\r`,
    ]);
    const { others } = await load(lines, 1, 900);
    expect(others).toEqual(new Set());
  });
});
