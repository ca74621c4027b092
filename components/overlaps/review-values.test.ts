import { describe, expect, it } from "vitest";
import { ReviewInput } from "@/lib/register";
import {
  conditionsInWords,
  EMPTY_REVIEW,
  emptyCondition,
  nextAt,
  toReviewBody,
  toReviewValues,
} from "./review-values";
import { aReview } from "./testing";

const asked = {
  kind: "monitoring",
  text: "Report it.",
  owner: "pm@example.com",
  due_on: "2026-12-01",
} as const;

describe("the form of a review", () => {
  it("sends what the API takes", () => {
    const values = toReviewValues(aReview({ condition_inputs: [asked] }));
    expect(values.conditions).toEqual([{ at: 1, ...asked }]);
    const body = toReviewBody(values);
    expect(body).toEqual({
      outcome: "cleared_with_conditions",
      rationale: "The arm log shows it.",
      preflight: null,
      conditions: [asked],
    });
    expect(ReviewInput.safeParse(body).success).toBe(true);
  });

  it("keeps conditions to itself while the outcome has none", () => {
    const values = { ...toReviewValues(aReview({ condition_inputs: [asked] })), outcome: "cleared" };
    expect(toReviewBody(values).conditions).toEqual([]);
    expect(toReviewBody({ ...values, outcome: "prohibited" }).conditions).toEqual([asked]);
  });

  it("reads conditions out for the two versions of a conflict", () => {
    expect(conditionsInWords([asked, emptyCondition(2)])).toBe(
      "Monitoring, Report it., pm@example.com, 2026-12-01",
    );
    expect(conditionsInWords([])).toBe("none");
  });

  it("says what is missing in words", () => {
    const found = ReviewInput.safeParse(toReviewBody({ ...EMPTY_REVIEW, conditions: [emptyCondition(1)] }));
    expect(found.error?.issues.map(({ path, message }) => `${path.join("/")}: ${message}`)).toEqual([
      "outcome: Say what is proposed.",
      "rationale: Say why.",
    ]);
    expect(nextAt([])).toBe(1);
    expect(nextAt([{ at: 4 }, { at: 2 }])).toBe(5);
  });
});
