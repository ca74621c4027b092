import { describe, expect, it } from "vitest";
import { duplicateItems, inOrder, mergeFields } from "./merge";
import { inputPointer } from "./pointer";

const shape = {
  empty: { note: null, models: [], aliases: [] },
  sets: ["aliases"],
  lists: {
    models: {
      by: "name",
      empty: { price: null, patterns: [] },
      sets: ["patterns"],
      lists: { seen: { by: "at", empty: { n: null } } },
    },
  },
};
const before = {
  key: "a",
  note: "old",
  aliases: ["x"],
  models: [{ name: "m", price: "1", patterns: ["m"] }],
};

describe("mergeFields", () => {
  it("leaves an absent field alone and clears with null", () => {
    expect(mergeFields(shape, before, { key: "a", note: null }, "merge")).toEqual({
      ...before,
      note: null,
    });
    expect(mergeFields(shape, before, { key: "a", aliases: null }, "merge").aliases).toEqual([]);
  });
  it("meets nested items by key in an import, and takes the list as whole in a change", () => {
    const input = {
      key: "a",
      models: [
        { name: "n", price: "2" },
        { name: "m", price: null },
      ],
    };
    expect(mergeFields(shape, before, input, "merge").models).toEqual([
      { name: "m", price: null, patterns: ["m"] },
      { name: "n", price: "2", patterns: [] },
    ]);
    expect(mergeFields(shape, before, { models: [{ name: "n" }] }, "replace").models).toEqual([
      { name: "n", price: null, patterns: [] },
    ]);
  });
  it("names items that stand twice, at every depth", () => {
    const input = { models: [{ name: "n" }, { name: "m", seen: [{ at: 1 }, { at: 1 }] }, { name: "n" }] };
    expect(duplicateItems(shape, input)).toEqual(["/models/1/seen/1/at", "/models/2/name"]);
  });
});

describe("inOrder", () => {
  it("gives the same facts the same order, whatever order they came in", () => {
    const one = {
      aliases: ["b", "a"],
      models: [
        { name: "n", patterns: ["y", "x"] },
        { name: "m", patterns: [] },
      ],
    };
    const other = {
      aliases: ["a", "b"],
      models: [
        { name: "m", patterns: [] },
        { name: "n", patterns: ["x", "y"] },
      ],
    };
    expect(inOrder(shape, one)).toEqual(inOrder(shape, other));
  });
});

describe("inputPointer", () => {
  const merged = {
    note: "x",
    aliases: ["a", "b"],
    models: [
      { name: "m", patterns: ["m"] },
      { name: "n", patterns: ["a", "z"] },
    ],
  };
  const input = { aliases: ["b", "a"], models: [{ name: "n", patterns: ["z", "a"] }, { name: "m" }] };
  it.each([
    ["/aliases/0", "/aliases/1"],
    ["/models/1/patterns/0", "/models/0/patterns/1"],
    ["/models/0/patterns/0", "/models/1"],
    ["/models/1/name", "/models/0/name"],
    ["/note", "/note"],
    ["/note/deep", ""],
  ])("%s of the merged record is %s of the input", (from, to) => {
    expect(inputPointer(from, shape, merged, input)).toBe(to);
  });
});
