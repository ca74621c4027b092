import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toCsv } from "./csv";
import { chosenColumns, pageRows, selectRows, understood } from "./list";

const View = z.object({
  key: z.string(),
  n: z.string().nullable(),
  tags: z.array(z.string()),
  retired_at: z.string().nullable(),
});
const row = (key: string, n: string | null, tags: string[] = [], retired_at: string | null = null) => ({
  key,
  n,
  tags,
  retired_at,
});
const rows = [
  row("b", "10", ["x"]),
  row("a", "9", ["x", "y"]),
  row("c", null),
  row("old", "1", [], "2026-01-01"),
];
const keys = (query: Record<string, string | string[]>) =>
  selectRows(rows, query, View).map(({ key }) => key);

describe("selectRows", () => {
  it("hides retired records unless asked", () => {
    expect(keys({})).toEqual(["b", "a", "c"]);
    expect(keys({ retired: "true" })).toEqual(["old"]);
    expect(keys({ retired: "all", sort: "key" })).toEqual(["a", "b", "c", "old"]);
  });
  it("sorts numbers by value, both ways, unknown last", () => {
    expect(keys({ sort: "n" })).toEqual(["a", "b", "c"]);
    expect(keys({ sort: "-n" })).toEqual(["b", "a", "c"]);
  });
  it("filters by field, any of several, lists by member, text by all words", () => {
    expect(keys({ tags: "y" })).toEqual(["a"]);
    expect(keys({ key: ["a", "c"] })).toEqual(["a", "c"]);
    expect(keys({ n: "" })).toEqual(["c"]);
    expect(keys({ q: "X 10" })).toEqual(["b"]);
  });
  it("refuses what the view does not have", () => {
    expect(() => keys({ secret: "1" })).toThrow(/no such filter/);
    expect(() => keys({ sort: "secret" })).toThrow(/sort/);
    expect(() => pageRows(rows, { cursor: "x" }, View)).toThrow(/cursor/);
    expect(() => pageRows(rows, { limit: "0" }, View)).toThrow();
  });
  it("pages without gaps", () => {
    const first = pageRows(rows, { limit: "2" }, View);
    expect(first.next_cursor).toBe("2");
    expect(pageRows(rows, { limit: "2", cursor: "2" }, View)).toMatchObject({
      items: [{ key: "c" }],
      next_cursor: null,
      total: 3,
    });
  });
});

describe("understood", () => {
  it("leaves out what an address says wrong, and keeps the rest", () => {
    const query = {
      sort: "-secret,-n",
      retired: "x",
      limit: "0",
      cursor: "-4",
      colour: "red",
      key: ["a", "c"],
      q: "w",
    };
    expect(understood(query, View)).toEqual({ sort: "-n", key: ["a", "c"], q: "w" });
    expect(() => pageRows(rows, understood(query, View), View)).not.toThrow();
  });
});

describe("chosenColumns", () => {
  it("takes the columns asked in their order, and none that the view lacks", () => {
    expect(chosenColumns({}, View)).toEqual(["key", "n", "tags", "retired_at"]);
    expect(chosenColumns({ columns: "n,key,n" }, View)).toEqual(["n", "key"]);
    expect(() => chosenColumns({ columns: "secret" }, View)).toThrow(/column/);
  });
});

describe("toCsv", () => {
  it("quotes and disarms formulas, but leaves numbers alone", () => {
    expect(
      toCsv(
        ["a", "b"],
        [
          { a: '=1+"x"', b: "-5" },
          { a: ["p", "q"], b: null },
        ],
      ),
    ).toBe('a,b\r\n"\'=1+""x""",-5\r\np; q,\r\n');
  });
});
