import { describe, expect, it } from "vitest";
import { clickhouse } from "./server";

const ask = (sql: string, params = {}) => clickhouse().blocks({ sql, params });

describe("blocks", () => {
  it("hold every column as it was, in rows of any number", async () => {
    const rows = 70_000;
    const blocks = await ask(
      `SELECT toUInt8(number % 251) AS small, toUInt16(number % 60000) AS middle, toUInt32(number) AS large,
        number * 4000000000 AS wide, number / 7 AS part, toLowCardinality(toString(number % 300)) AS word
      FROM numbers({rows:UInt64})`,
      { rows },
    );
    expect(blocks.reduce((sum, block) => sum + block.rows, 0)).toBe(rows);
    let seen = 0;
    for (const block of blocks) {
      const [small, middle, large] = [
        block.integers("small"),
        block.integers("middle"),
        block.integers("large"),
      ];
      const [wide, part, word] = [block.wide("wide"), block.floats("part"), block.words("word")];
      for (let row = 0; row < block.rows; row += 97) {
        const n = large[row] ?? 0;
        expect([small[row], middle[row], part.at(row)]).toEqual([n % 251, n % 60_000, n / 7]);
        expect([wide.text(row), word.words[word.at[row] ?? 0]]).toEqual([
          String(BigInt(n) * 4_000_000_000n),
          String(n % 300),
        ]);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(700);
  });

  it("hold lists, empty ones too, with where each ends", async () => {
    const [block] = await ask(
      `SELECT arrayJoin([[], ['a', 'ü', 'a'], ['日本']])::Array(LowCardinality(String)) AS words,
        arrayMap(w -> length(w) / 2, words) AS halves, arrayMap(w -> toUInt8(w = 'a'), words) AS flags`,
    );
    const { ends, items } = block?.wordLists("words") ?? { ends: [], items: { words: [], at: [] } };
    expect([...ends]).toEqual([0, 3, 4]);
    expect([...items.at].map((place) => items.words[place])).toEqual(["a", "ü", "a", "日本"]);
    expect([0, 1, 2, 3].map((place) => block?.floatItems("halves").at(place))).toEqual([0.5, 1, 0.5, 3]);
    expect([...(block?.integerItems("flags") ?? [])]).toEqual([1, 0, 1, 0]);
  });

  it("are none without rows, hold lists without items, and refuse to be read as something else", async () => {
    expect(await ask("SELECT toUInt8(1) AS a WHERE 0")).toEqual([]);
    const [bare] = await ask("SELECT []::Array(LowCardinality(String)) AS words, nan AS none");
    expect([...(bare?.wordLists("words").ends ?? [])]).toEqual([0]);
    expect(bare?.floats("none").at(0)).toBeNaN();
    expect(() => bare?.integers("none")).toThrow("not of small integers");
    expect(() => bare?.words("other")).toThrow("no column other");
    await expect(ask("SELECT 'text' AS a")).rejects.toThrow("Columns of String cannot be read");
  });
});
