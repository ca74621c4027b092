import { describe, expect, it } from "vitest";
import { staged } from "./staged";

describe("clauses in steps", () => {
  it("stand in a step of their own where they need what others name", () => {
    expect(staged("rows", "x > 0", ["x + 1 AS y", "exp(y) AS w", "x + 2 AS z", "w * z AS sum"])).toBe(
      "(SELECT *, w * z AS sum FROM (SELECT *, exp(y) AS w FROM (SELECT *, x + 1 AS y, x + 2 AS z FROM (SELECT * FROM rows WHERE x > 0))))",
    );
  });

  it("take a name for a name only as a whole word", () => {
    expect(staged("rows", "1", ["x AS w", "w1 + aw AS y"])).toBe(
      "(SELECT *, x AS w, w1 + aw AS y FROM (SELECT * FROM rows WHERE 1))",
    );
  });
});
