import { describe, expect, it } from "vitest";
import { duplicateItems, mergeFields } from "./merge";

const lists = {
  models: {
    by: "name",
    empty: { price: null, patterns: [] },
    lists: { seen: { by: "at", empty: { n: null } } },
  },
};
const empty = { note: null, models: [], aliases: [] };
const before = {
  key: "a",
  note: "old",
  aliases: ["x"],
  models: [{ name: "m", price: "1", patterns: ["m"] }],
};

describe("mergeFields", () => {
  it("leaves an absent field alone and clears with null", () => {
    expect(mergeFields(empty, lists, before, { key: "a", note: null }, "merge")).toEqual({
      ...before,
      note: null,
    });
    expect(mergeFields(empty, lists, before, { key: "a", aliases: null }, "merge").aliases).toEqual([]);
  });
  it("meets nested items by key in an import, and takes the list as whole in a change", () => {
    const input = {
      key: "a",
      models: [
        { name: "n", price: "2" },
        { name: "m", price: null },
      ],
    };
    expect(mergeFields(empty, lists, before, input, "merge").models).toEqual([
      { name: "m", price: null, patterns: ["m"] },
      { name: "n", price: "2", patterns: [] },
    ]);
    expect(mergeFields(empty, lists, before, { models: [{ name: "n" }] }, "replace").models).toEqual([
      { name: "n", price: null, patterns: [] },
    ]);
  });
  it("names items that stand twice, at every depth", () => {
    const input = { models: [{ name: "n" }, { name: "m", seen: [{ at: 1 }, { at: 1 }] }, { name: "n" }] };
    expect(duplicateItems(lists, input)).toEqual(["/models/1/seen/1/at", "/models/2/name"]);
  });
});
