import { describe, expect, it } from "vitest";
import type { ReviewView } from "@/lib/register";
import { seatsOf } from "./seats";
import { aReview } from "./testing";

const overlap = { due: "2026-11-24", status: "under_review" } as const;
const seats = (review: ReviewView | null, more: Partial<Parameters<typeof seatsOf>[0]> = {}) =>
  seatsOf({ overlap, review, me: "person:me", preparer: null, reviewer: null, seat_is_mine: false, ...more });

describe("the two seats of a review", () => {
  it("are empty, with whoever is assigned, as long as nobody has asked", () => {
    expect(seats(null).title).toBe("No review yet.");
    expect(seats(null).asked).toMatchObject({ who: "Nobody yet", filled: false });
    expect(seats(null, { preparer: "Partner manager", reviewer: "Compliance" })).toMatchObject({
      asked: { who: "Partner manager", filled: false },
      decided: { who: "Compliance", lines: ["To be judged by 24 November 2026."] },
    });
  });

  it("ask the one who may decide, and tell the others why not", () => {
    const may = { edit: false, submit: false, withdraw: false, decide: true, barred: null };
    expect(seats(aReview({ may })).decided).toEqual({
      who: "You",
      filled: false,
      lines: [
        "You did not ask for it, have edited none of its facts last, and manage no partner concerned.",
        "Due by 24 November 2026.",
      ],
    });
    const others = seats(aReview({ may }), { reviewer: "Second compliance officer" });
    expect(others.decided.lines).toContain(
      "Assigned to Second compliance officer; you may decide it as well.",
    );
    const own = seats(aReview({ may }), { reviewer: "Compliance", seat_is_mine: true });
    expect(own.decided.lines).toHaveLength(2);
    const requester = seats(
      aReview({ requested_by: "person:me", may: { ...may, decide: false, barred: "requester" } }),
    );
    expect(requester.asked.who).toBe("You, Partner manager");
    expect(requester.decided).toMatchObject({
      who: "Somebody of compliance",
      lines: ["You asked for it, so somebody else decides.", "Due by 24 November 2026."],
    });
    const reader = seats(aReview({ may: { ...may, decide: false, barred: "no_permission" } }), {
      reviewer: "Compliance",
    });
    expect(reader.decided).toMatchObject({ who: "Compliance", lines: ["Due by 24 November 2026."] });
  });

  it("say that facts changed while it waited", () => {
    const since = { ...aReview().since, same: false, added: ["Anthropic owns Claude 5"] };
    expect(seats(aReview({ since })).title).toBe("Its facts have changed since it was asked for.");
  });

  it("ask for another judgement when the day has come, and leave the old one standing", () => {
    const due_again = seatsOf({
      overlap,
      review: aReview({ status: "approved" }),
      me: "person:me",
      preparer: null,
      reviewer: null,
      seat_is_mine: false,
    });
    expect(due_again).toMatchObject({ title: "It is due to be judged again.", joined: true });
    const standing = seats(aReview({ status: "approved" }), { overlap: { ...overlap, status: "cleared" } });
    expect(standing.title).toBe("One person asked, another agreed.");
  });

  it("join only where both said the same", () => {
    const decision = aReview({ status: "approved" }).decisions;
    expect(seats(aReview({ status: "submitted" })).joined).toBe(false);
    expect(seats(aReview({ status: "rejected" })).joined).toBe(false);
    expect(seats(aReview({ status: "approved" })).joined).toBe(true);
    expect(decision).toHaveLength(1);
  });

  it("name who decided, for whom, and what they said", () => {
    const [first] = aReview({ status: "changes_requested" }).decisions;
    const review = aReview({
      status: "changes_requested",
      decisions: first ? [{ ...first, for_label: "Compliance", decided_by: "person:me" }] : [],
    });
    expect(seats(review).decided).toMatchObject({
      who: "You, Second compliance officer",
      filled: false,
      lines: [
        "Asked for changes for Compliance, 18 November 2026, 09:00\u00a0UTC.",
        "“Say who measures it.”",
      ],
    });
    expect(seats(aReview({ round: 2 })).asked.lines[0]).toBe(
      "17 November 2026, 14:10\u00a0UTC, for the second time.",
    );
  });
});
