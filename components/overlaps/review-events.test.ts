import { describe, expect, it } from "vitest";
import { reviewEvents } from "./review-events";
import { aReview } from "./testing";

const said = (review: ReturnType<typeof aReview>) =>
  reviewEvents(review).map(({ label, by }) => `${label} by ${by}`);

describe("the steps of a review", () => {
  it("are in the order in which they happened", () => {
    const interests = [
      {
        declared_by: "person:second",
        declared_by_label: "Second compliance officer",
        has_interest: false,
        statement: null,
        declared_at: "2026-11-18T09:00:00.400Z",
      },
    ];
    expect(said(aReview({ status: "stale", interests }))).toEqual([
      "Begun by Partner manager",
      "Submitted by Partner manager",
      "Declared no interest by Second compliance officer",
      "Approved by Second compliance officer",
      "Went stale by detection",
    ]);
  });

  it("put a second submission after the decision that it answers", () => {
    const review = aReview({ round: 2, submitted_at: "2026-11-19T08:00:00.000Z" });
    const { decisions } = aReview({ status: "changes_requested" });
    expect(said({ ...review, decisions })).toEqual([
      "Begun by Partner manager",
      "Asked for changes by Second compliance officer",
      "Submitted again, round 2 by Partner manager",
    ]);
  });

  it("end with a withdrawal, whose moment the review does not keep", () => {
    expect(reviewEvents(aReview({ status: "withdrawn" })).at(-1)).toMatchObject({
      label: "Withdrawn",
      at: null,
    });
  });
});
