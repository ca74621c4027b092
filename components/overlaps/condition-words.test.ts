import { describe, expect, it } from "vitest";
import { conditionState, conditionsTitle, sortConditions } from "./condition-words";
import { aCondition } from "./testing";

const of = (...statuses: Parameters<typeof aCondition>[0] extends infer G ? NonNullable<G>[] : never) =>
  statuses.map(aCondition);

describe("conditions in words", () => {
  it("count what is past its day, else what is not met yet", () => {
    const late = { status: "open", overdue: true } as const;
    expect(conditionsTitle(of({ status: "effective" }, late, late, { status: "proven" }))).toBe(
      "Two of four conditions are unmet.",
    );
    expect(conditionsTitle(of({ status: "effective" }, late))).toBe("One of two conditions is unmet.");
    expect(conditionsTitle(of(late, late))).toBe("Both conditions are unmet.");
    expect(conditionsTitle(of({ status: "open" }, { status: "open" }, { status: "proven" }))).toBe(
      "All three conditions are not met yet.",
    );
    expect(conditionsTitle(of({ status: "proven" }))).toBe("Its one condition is not met yet.");
    expect(conditionsTitle(of({ status: "effective" }, { status: "effective" }))).toBe(
      "Both conditions are met.",
    );
    expect(conditionsTitle(of({ status: "effective" }))).toBe("Its one condition is met.");
  });

  it("do not count what is only proposed or over", () => {
    expect(conditionsTitle(of({ status: "proposed" }, { status: "proposed" }, { status: "proposed" }))).toBe(
      "Three conditions are proposed.",
    );
    expect(conditionsTitle(of({ status: "ended" }))).toBe("No condition is in force.");
    expect(conditionsTitle([])).toBe("No conditions.");
    const sorted = sortConditions(of({ status: "ended" }, { status: "open" }, { status: "proposed" }));
    expect([sorted.in_force.length, sorted.proposed.length, sorted.ended.length]).toEqual([1, 1, 1]);
  });

  it("say how far the day is, and how far proof reaches", () => {
    const on = (given: Parameters<typeof aCondition>[0]) => conditionState(aCondition(given), "2026-11-21");
    expect(on({ due_on: "2026-11-24" })).toEqual({ met: false, word: "open", more: "due in 3 days" });
    expect(on({ due_on: "2026-11-05", overdue: true }).more).toBe("16 days overdue");
    expect(on({ status: "proven" })).toEqual({ met: false, word: "proof to be judged", more: null });
    expect(on({ status: "effective", covered_to: "2026-12-31" })).toEqual({
      met: true,
      word: "met",
      more: null,
    });
    expect(on({ status: "effective", covered_to: "2026-10-31" }).more).toBe("shown up to 31 October 2026");
  });
});
