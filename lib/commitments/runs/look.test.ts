import { describe, expect, it } from "vitest";
import { CheckDefinition } from "../checks/definition";
import { plusDays } from "../day";
import { lookOf, periodFrom } from "./look";

const FIRST = "2026-01-05";
const define = (every: "day" | "week" | "month", window_days = 365) =>
  CheckDefinition.parse({ test: { metric: "coverage" }, first_day: FIRST, window_days, schedule: { every } });

describe("what a look judges for the first time", () => {
  it("begins after the last due day before it", () => {
    const from = (every: Parameters<typeof define>[0], day: string) => periodFrom(define(every), FIRST, day);
    expect([from("day", FIRST), from("day", "2026-01-06"), from("day", "2026-03-01")]).toEqual([
      ...[FIRST, "2026-01-06", "2026-03-01"],
    ]);
    expect([from("month", "2026-01-31"), from("month", "2026-02-10"), from("month", "2026-02-28")]).toEqual([
      ...[FIRST, "2026-02-01", "2026-02-01"],
    ]);
    // Every seventh day of a window: the 11th, the 18th.
    expect([from("week", "2026-01-11"), from("week", "2026-01-12"), from("week", "2026-01-18")]).toEqual([
      ...[FIRST, "2026-01-12", "2026-01-12"],
    ]);
  });

  it("lies within the window", () => {
    const second = plusDays(FIRST, 10);
    expect(periodFrom(define("month", 10), second, plusDays(second, 3))).toBe(second);
  });
});

describe("the number of a look", () => {
  const next = (look: number, between = {}) => lookOf({ inputs: { look, ...between } });
  it("counts every look that could find something, whatever brought it about", () => {
    expect([lookOf(null), next(1), next(7)]).toEqual([1, 2, 8]);
  });
  it("is not spent by one that was not due", () => {
    expect(next(7, { between: { result_id: null, verdict: null } })).toBe(7);
  });
});
