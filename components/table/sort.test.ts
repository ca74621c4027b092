import { expect, it } from "vitest";
import { chooseColumns, formatSort, moveItem, nextSort, parseSort } from "./sort";

it("reads and writes several levels and drops what no column is called", () => {
  const levels = parseSort("-amount,name,evil,name", ["name", "amount"]);
  expect(levels).toEqual([
    { id: "amount", desc: true },
    { id: "name", desc: false },
  ]);
  expect(formatSort(levels)).toBe("-amount,name");
  expect(parseSort("", ["name"])).toEqual([]);
});

it("goes up, down, off; alone or beside the other levels", () => {
  const up = nextSort([], "name", false);
  expect(formatSort(up)).toBe("name");
  expect(formatSort(nextSort(up, "name", false))).toBe("-name");
  expect(nextSort(nextSort(up, "name", false), "name", false)).toEqual([]);
  expect(formatSort(nextSort(up, "amount", true))).toBe("name,amount");
  expect(formatSort(nextSort(parseSort("-name,amount", ["name", "amount"]), "amount", true))).toBe(
    "-name,-amount",
  );
});

it("shows fixed columns first, then those chosen, in their order", () => {
  const columns = [{ id: "name", fixed: true }, { id: "kind" }, { id: "note", hidden: true }];
  expect(chooseColumns(columns, null).map((c) => c.id)).toEqual(["name", "kind"]);
  expect(chooseColumns(columns, ["note", "kind"]).map((c) => c.id)).toEqual(["name", "note", "kind"]);
  expect(moveItem(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(moveItem(["a", "b"], "a", -1)).toEqual(["a", "b"]);
});
