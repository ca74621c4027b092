import { describe, expect, it } from "vitest";
import { couldWords, dueWords, factChanges, pointsTitle } from "./words";

const item = { points: 9, points_max: 18, known: 3, factor_count: 5 } as Parameters<typeof pointsTitle>[0];
const view = { severity: 4 } as Parameters<typeof couldWords>[0];

describe("an overlap in words", () => {
  it("says how many points of how many, and how many factors are unknown", () => {
    expect(pointsTitle(item)).toBe("9 points of a possible 18, two factors unknown.");
    expect(pointsTitle({ ...item, known: 5 })).toBe("9 points of a possible 18, all factors known.");
  });

  it("never lets the unknown lower the severity", () => {
    expect(couldWords({ ...view, could_add: 7, could_reach: 5 })).toBe(
      "Unknown is not zero: what is missing could add up to 7 points and raise it to 5; it cannot lower it.",
    );
    expect(couldWords({ ...view, could_add: 2, could_reach: 4 })).toContain("would not raise it further");
    expect(couldWords({ ...view, could_add: 0, could_reach: 4 })).toContain("Nothing is unknown");
  });

  it("says when it is due, from whatever hour of the day", () => {
    const late = Date.UTC(2026, 10, 21, 23, 59);
    expect(dueWords("2026-11-24", late)).toBe("24 November 2026, in 3 days");
    expect(dueWords("2026-11-21", late)).toBe("21 November 2026, today");
    expect(dueWords("2026-11-20", late)).toBe("20 November 2026, 1 day ago");
  });

  it("tells which facts came and which went", () => {
    expect(factChanges(["a", "b"], ["b", "c"])).toEqual({ came: ["c"], went: ["a"] });
    expect(factChanges(null, ["a"])).toEqual({ came: ["a"], went: [] });
  });
});
