import { describe, expect, it } from "vitest";
import { overlapStory } from "./story";
import { aReview } from "./testing";

const at = { detected_at: "2026-04-15T10:00:00Z", superseded_at: null, due: "2026-11-24" } as const;
const judged = { decided_at: "2026-05-12T09:00:00Z" };

describe("what became of an overlap", () => {
  it("begins with its detection", () => {
    expect(overlapStory({ ...at, status: "detected" }, [])).toBe(
      "Detected on 15 April 2026 and not reviewed yet. To be judged by 24 November 2026.",
    );
    expect(overlapStory({ ...at, status: "detected" }, [aReview({ status: "withdrawn" })])).toContain(
      "not reviewed yet",
    );
  });

  it("tells what two people made of it, and what waits", () => {
    expect(
      overlapStory({ ...at, status: "cleared_with_conditions" }, [
        aReview({ status: "approved", ...judged }),
      ]),
    ).toBe(
      "Detected on 15 April 2026 and cleared with conditions on 12 May 2026. To be judged again by 24 November 2026.",
    );
    const stale = aReview({ status: "stale", ...judged, stale_at: "2026-08-10T00:00:00Z" });
    expect(overlapStory({ ...at, status: "under_review" }, [aReview(), stale])).toBe(
      "Detected on 15 April 2026, cleared with conditions on 12 May 2026 and stale since 10 August 2026. A review waits for its second person, due by 24 November 2026.",
    );
    expect(overlapStory({ ...at, status: "under_review" }, [aReview({ status: "changes_requested" })])).toBe(
      "Detected on 15 April 2026. Changes were requested of its review, due by 24 November 2026.",
    );
    expect(
      overlapStory({ ...at, status: "under_review" }, [aReview({ status: "approved", ...judged })]),
    ).toContain("It is due to be judged again, by 24 November 2026.");
  });

  it("ends with its facts", () => {
    const over = { ...at, status: "superseded", due: null, superseded_at: "2026-05-01T00:00:00Z" } as const;
    expect(overlapStory(over, [])).toBe(
      "Detected on 15 April 2026 and superseded on 1 May 2026: a fact that it rested on no longer holds.",
    );
  });
});
