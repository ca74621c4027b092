import { describe, expect, it } from "vitest";
import type { ResultTrigger } from "../results/schema";
import { betweenOf } from "./between";
import { NO_INPUTS } from "./inputs";

const check = {
  definition: {
    ...{ first_day: "2026-01-01", window_days: 365 },
    schedule: { every: "month", grace_hours: 6 } as const,
    test: { metric: "coverage" } as const,
  },
  runs_until: null,
};
const none = { result_id: null, verdict: null };
const result = (trigger: ResultTrigger, inputs: object = {}) => ({
  ...{ id: "r", verdict: "breach" as const, trigger, inputs: { ...NO_INPUTS, ...inputs } },
});

describe("what a look goes by", () => {
  it("is nothing but itself where it was due", () => {
    expect(betweenOf(check, { day: "2026-01-31", trigger: "scheduled" }, null)).toBeNull();
    expect(betweenOf(check, { day: "2026-01-31", trigger: "late_data" }, null)).toBeNull();
  });

  it("is nothing but itself where it makes up for a due one that failed", () => {
    const look = (day: string, due?: true) =>
      betweenOf(check, { day, trigger: "on_demand", due }, result("scheduled"));
    const standing = { result_id: "r", verdict: "breach" };
    expect(look("2026-02-28", true)).toBeNull();
    expect([look("2026-02-28"), look("2026-02-10", true)]).toEqual([standing, standing]);
  });

  it("is the last due look between due days and on demand, however many came between", () => {
    const between = (day: string, trigger: ResultTrigger, last: ReturnType<typeof result> | null) =>
      betweenOf(check, { day, trigger }, last);
    const due = { result_id: "r", verdict: "breach" };
    expect(between("2026-02-10", "on_demand", null)).toEqual(none);
    expect(between("2026-02-10", "on_demand", result("scheduled"))).toEqual(due);
    expect(between("2026-02-10", "late_data", result("scheduled"))).toEqual(due);
    // Also on a due day, before or after its own run.
    expect(between("2026-02-28", "on_demand", result("scheduled"))).toEqual(due);
    const before = { result_id: "q", verdict: "kept" as const };
    expect(between("2026-02-11", "on_demand", result("on_demand", { between: before }))).toEqual(before);
    // A result of before this was kept.
    expect(between("2026-02-11", "on_demand", result("on_demand"))).toEqual(none);
    // One that made up for a due look is one.
    expect(between("2026-02-11", "on_demand", result("on_demand", { due: true }))).toEqual(due);
  });
});
