import { describe, expect, it } from "vitest";
import { numberedPage, pageAt, sortBy, toSortKeys, understoodSort } from "./sorting";

describe("sort, in the words of every list", () => {
  const sort = sortBy(["due_on", "title"]);

  it("takes fields by comma, a dash for downwards, and names a field that there is not", () => {
    expect(sort.parse("-due_on,title")).toBe("-due_on,title");
    expect(sort.parse(undefined)).toBeUndefined();
    expect(toSortKeys("-due_on,,+title")).toEqual([
      { name: "due_on", down: true },
      { name: "title", down: false },
    ]);
    expect(sort.safeParse("title,secret").error?.issues[0]?.message).toBe(
      "There is no field “secret” to sort by.",
    );
  });

  it("of an address leaves out what is mistyped", () => {
    expect(understoodSort("-due_on,nonsense", ["due_on"])).toBe("-due_on");
    expect(understoodSort("nonsense", ["due_on"])).toBeUndefined();
    expect(understoodSort(undefined, ["due_on"])).toBeUndefined();
  });

  it("pages by the number of records before", () => {
    expect(pageAt([1, 2, 3], { limit: 2 })).toEqual({ page: [1, 2], next_cursor: "2" });
    expect(pageAt([1, 2, 3], { cursor: "2", limit: 2 })).toEqual({ page: [3], next_cursor: null });
  });

  it("pages numbered rows by the last one's number, where one more was read", () => {
    const rows = [{ number: 9 }, { number: 7 }, { number: 4 }];
    expect(numberedPage(rows, 2)).toEqual({ rows: rows.slice(0, 2), next_cursor: "7" });
    expect(numberedPage(rows, 3)).toEqual({ rows, next_cursor: null });
    expect(numberedPage([], 3)).toEqual({ rows: [], next_cursor: null });
  });
});
