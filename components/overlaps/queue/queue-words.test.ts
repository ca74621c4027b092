import { describe, expect, it } from "vitest";
import { queueLead } from "../words";
import { assignedWords, openReviewWords, queueHref, queueView } from "./queue-words";

describe("addresses of the queue", () => {
  it("keep the question, change what is asked, and forget the place in a list", () => {
    const params = { severity: "5", kind: ["a", "b"], cursor: "100", view: "board" };
    expect(queueHref(params, { view: "map" })).toBe("/overlaps?severity=5&kind=a&kind=b&view=map");
    expect(queueHref(params, { view: null, status: "detected" })).toBe(
      "/overlaps?severity=5&kind=a&kind=b&status=detected",
    );
    expect(queueHref({ cursor: "100", q: "" }, {})).toBe("/overlaps");
  });

  it("show the table where they say nothing that is known", () => {
    expect(queueView("map")).toBe("map");
    expect(queueView(["map", "board"])).toBe("table");
    expect(queueView(undefined)).toBe("table");
  });
});

describe("words of the queue", () => {
  it("says how many have a seat now, and how many had it", () => {
    expect(assignedWords("reviewer", "Berta", { assigned: 3, unchanged: 0 })).toBe(
      "Berta decides 3 overlaps.",
    );
    expect(assignedWords("preparer", "Berta", { assigned: 1, unchanged: 2 })).toBe(
      "Berta prepares 1 overlap. 2 overlaps had it so already.",
    );
    expect(assignedWords("reviewer", null, { assigned: 2, unchanged: 0 })).toBe(
      "Nobody is named to decide 2 overlaps.",
    );
  });

  it("says what the open review waits for", () => {
    expect(openReviewWords({ open_review: null, open_review_status: null })).toBeNull();
    expect(openReviewWords({ open_review: "RV-0003", open_review_status: "submitted" })).toBe(
      "RV-0003 waits for a decision",
    );
    expect(openReviewWords({ open_review: "RV-0003", open_review_status: "changes_requested" })).toBe(
      "RV-0003: changes requested",
    );
  });

  it("sums up what is open", () => {
    const now = Date.UTC(2026, 10, 21, 9);
    expect(queueLead({ open: 0, highest: null, gravest: 0, next_due: null }, now)).toBe(
      "Who stands in conflict with whom. Nothing is open.",
    );
    expect(queueLead({ open: 5000, highest: 5, gravest: 3, next_due: "2026-11-24" }, now)).toBe(
      "5,000 open, 3 of severity 5; the next is to be judged by 24 November 2026, in 3 days.",
    );
    expect(queueLead({ open: 2, highest: 4, gravest: 2, next_due: null }, now)).toBe(
      "2 open, all of severity 4.",
    );
  });
});
