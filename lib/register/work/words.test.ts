import { describe, expect, it } from "vitest";
import { actionOf, type WorkFacts, type WorkReview, whyNow } from "./words";

const review: WorkReview = {
  ...{ key: "RV-0004", status: "submitted", outcome: "cleared_with_conditions" },
  ...{ requested_by_label: "Ann", decided_by_label: "Bo", submitted_at: new Date("2026-05-02T10:00:00Z") },
  ...{ decided_at: new Date("2026-05-04T10:00:00Z"), stale_at: new Date("2026-05-09T10:00:00Z") },
  ...{ recertify_on: "2026-06-01", changed: false },
};
const facts: WorkFacts = {
  ...{ task: "ask", today: "2026-06-10", due: "2026-06-14", review: null, seat_of: null },
  overlap: { key: "OV-0012", status: "detected", detected_at: "2026-04-30T10:00:00Z" },
  condition: { key: "CN-0003", proven_by_label: "Cy", proven_at: new Date("2026-06-08T10:00:00Z") },
  finding: { key: "F-0007", opened_at: new Date("2026-06-01T10:00:00Z"), remedied_on: null },
};
const ask = (over: Partial<WorkReview>) => whyNow({ ...facts, review: { ...review, ...over } });

describe("why now", () => {
  it("says why an overlap asks for a judgement", () => {
    expect(whyNow(facts)).toBe("Detected on 30 April 2026; nobody has asked for a judgement.");
    expect(ask({ status: "stale" })).toBe("Its facts changed on 9 May 2026: RV-0004 no longer holds.");
    expect(ask({ status: "approved" })).toBe("RV-0004 held until 1 June 2026: it is to be judged again.");
    expect(ask({ status: "approved", recertify_on: "2026-06-11" })).toBe("It needs a judgement.");
    expect(ask({ status: "rejected" })).toBe(
      "Bo rejected RV-0004 on 4 May 2026: it needs another judgement.",
    );
    expect(ask({ status: "withdrawn" })).toBe("RV-0004 was withdrawn: it still needs a judgement.");
  });

  it("says who waits for whom", () => {
    expect(whyNow({ ...facts, task: "finish", review })).toBe("Your draft RV-0004 has not been submitted.");
    expect(whyNow({ ...facts, task: "change", review })).toBe(
      "Bo asked for changes of RV-0004 on 4 May 2026.",
    );
    expect(whyNow({ ...facts, task: "decide", review })).toBe(
      "Ann proposed “cleared with conditions” on 2 May 2026.",
    );
    expect(whyNow({ ...facts, task: "decide", seat_of: "Di", review: { ...review, changed: true } })).toBe(
      "Ann proposed “cleared with conditions” on 2 May 2026. The facts have changed since: it cannot be approved as it stands. In place of Di.",
    );
  });

  it("says what has become of a review whose facts moved", () => {
    const renew = (status: string) =>
      whyNow({ ...facts, task: "renew", review, overlap: { key: "OV-0012", status, detected_at: "" } });
    expect(renew("under_review")).toBe(
      "The facts changed after you submitted RV-0004: nobody can approve it as it stands.",
    );
    expect(renew("superseded")).toBe(
      "The facts of RV-0004 are gone: nobody can judge it any more. Withdraw it.",
    );
  });

  it("says by when", () => {
    expect(whyNow({ ...facts, task: "prove" })).toBe(
      "CN-0003 is yours. Proof is due on 14 June 2026, in 4 days.",
    );
    expect(whyNow({ ...facts, task: "prove", due: "2026-06-09" })).toBe(
      "CN-0003 is yours. Proof was due on 9 June 2026, 1 day ago.",
    );
    expect(whyNow({ ...facts, task: "finding", due: null })).toBe("F-0007 is yours, open since 1 June 2026.");
    const remedied = {
      ...facts,
      task: "finding" as const,
      finding: { key: "F-0007", opened_at: new Date("2026-06-01"), remedied_on: "2026-06-09" },
    };
    expect(whyNow({ ...remedied, due: null })).toBe(
      "F-0007 is yours, open since 1 June 2026. Remedied on 9 June 2026.",
    );
    expect(whyNow(remedied)).not.toContain("Its remedy");
  });

  it("gives one thing to do, where it is done", () => {
    const href = (task: WorkFacts["task"]) => actionOf({ ...facts, task, review }).href;
    expect(href("ask")).toBe("/overlaps/OV-0012/review");
    expect(href("finish")).toBe("/overlaps/OV-0012/reviews/RV-0004/edit");
    expect(href("change")).toBe("/overlaps/OV-0012/reviews/RV-0004/edit");
    expect(href("renew")).toBe("/overlaps/OV-0012/reviews/RV-0004");
    expect(href("decide")).toBe("/overlaps/OV-0012/reviews/RV-0004");
    expect(href("prove")).toBe("/overlaps/conditions/CN-0003");
    expect(href("judge")).toBe("/overlaps/conditions/CN-0003");
    expect(href("finding")).toBe("/promise/findings/F-0007");
  });
});
