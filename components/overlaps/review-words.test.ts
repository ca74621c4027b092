import { describe, expect, it } from "vitest";
import type { ReviewView } from "@/lib/register";
import {
  barredNote,
  barredWords,
  lastDecision,
  lastJudgement,
  reviewInWords,
  reviewTitle,
  shownReview,
} from "./review-words";
import { aReview } from "./testing";

const of = (...statuses: Parameters<typeof aReview>[0] extends infer G ? NonNullable<G>[] : never) =>
  statuses.map(aReview);

describe("which review is shown", () => {
  it("is the open one before the one in force, and that before what is over", () => {
    expect(
      shownReview(of({ status: "withdrawn" }, { status: "submitted" }, { status: "approved" }))?.status,
    ).toBe("submitted");
    expect(shownReview(of({ status: "rejected" }, { status: "approved" }))?.status).toBe("approved");
    // One that went stale had taken the place of what was approved before it.
    expect(shownReview(of({ status: "stale" }, { status: "approved" }))?.status).toBe("stale");
    expect(
      shownReview(of({ status: "withdrawn" }, { status: "rejected" }, { status: "stale" }))?.status,
    ).toBe("rejected");
    expect(shownReview(of({ status: "withdrawn" }))).toBeNull();
  });

  it("compares with the last that gave an outcome, stale or not", () => {
    expect(lastJudgement(of({ status: "submitted" }, { status: "stale" }, { status: "stale" }))?.status).toBe(
      "stale",
    );
    expect(lastJudgement(of({ status: "rejected" }))).toBeNull();
  });
});

describe("a review in words", () => {
  it("says where it stands, in each status", () => {
    const words = (given: Parameters<typeof aReview>[0]) => reviewInWords(aReview(given));
    expect(words({})).toBe(
      "Submitted on 17 November 2026, to clear it with conditions. It waits for a second person.",
    );
    const { since } = aReview();
    expect(words({ since: { ...since, same: false, ended: true } })).toBe(
      "Submitted on 17 November 2026, to clear it with conditions. Its facts are gone: nobody decides it any more.",
    );
    expect(words({ status: "draft" })).toBe(
      "Draft of 17 November 2026, which would clear it with conditions.",
    );
    expect(words({ status: "approved" })).toBe(
      "Cleared with conditions on 18 November 2026, to be judged again by 16 February 2027.",
    );
    expect(words({ status: "stale", outcome: "prohibited" })).toBe(
      "Prohibited on 18 November 2026, stale since 20 November 2026: the facts that it was made on have changed.",
    );
    expect(words({ status: "rejected", outcome: "cleared" })).toBe(
      "Rejected on 18 November 2026; it would have had us clear it.",
    );
    expect(words({ status: "changes_requested" })).toContain("Changes were requested.");
    expect(words({ status: "withdrawn" })).toContain("Withdrawn before it was decided");
  });

  it("has a heading", () => {
    const title = (status: ReviewView["status"]) => reviewTitle({ status, outcome: "cleared" });
    expect(
      (["draft", "submitted", "approved", "stale", "rejected", "withdrawn"] as const).map(title),
    ).toEqual([
      "Proposed: to clear it.",
      "Proposed: to clear it.",
      "Cleared.",
      "Cleared, on facts that have changed.",
      "Rejected: to clear it.",
      "Withdrawn: to clear it.",
    ]);
  });

  it("says why somebody does not decide, and who else does not", () => {
    expect(barredWords("fact_editor")).toBe(
      "You were the last to edit one of its facts, so somebody else decides.",
    );
    expect(barredWords("no_permission")).toBeNull();
    expect(
      barredNote([
        { label: "Partner manager", why: "requester" },
        { label: "Compliance", why: "fact_editor" },
      ]),
    ).toBe("May not decide: Partner manager (asked for it); Compliance (last to edit one of its facts).");
    expect(barredNote([])).toContain("May not decide: whoever asks");
  });

  it("hands on what the last decision asked for", () => {
    expect(lastDecision(aReview({ status: "changes_requested" }))).toBe(
      "Second compliance officer on 18 November 2026: “Say who measures it.”",
    );
    expect(lastDecision(aReview())).toBeNull();
  });
});
