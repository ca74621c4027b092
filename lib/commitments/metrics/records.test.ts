import { describe, expect, it } from "vitest";
import { ListingTime, NoticePeriod } from "../checks/definition";
import { judgeListings, medianOf } from "./listing-time";
import { type Announced, judgeNotices } from "./notice-period";
import type { Listing } from "./read-products";

const DAY = "2026-05-01";
const contentOf = (content: object) => [{ day: DAY, content: { ...content } }];

describe("time to listing", () => {
  const test = ListingTime.parse({ metric: "listing_time" });
  const listed = (own: boolean, days: number): Listing => ({
    ...{ product: "p", own, released: DAY, listed: DAY, days },
  });
  const waits = (own: boolean, days: number): Listing => ({ ...listed(own, days), listed: null });
  const judge = (...listings: Listing[]) => {
    const { verdict, figures } = judgeListings({ test, days: contentOf({ listings }) });
    const [gap] = figures.measures;
    return [verdict, figures.because[0], gap?.value, gap?.lower, gap?.upper];
  };

  it("is the middle of what was listed, where nothing waits", () => {
    expect([medianOf([]), medianOf([3]), medianOf([9, 1, 3]), medianOf([1, 4])]).toEqual([null, 3, 3, 2.5]);
    expect(judge(listed(true, 1), listed(false, 15))).toEqual(["kept", "within_tolerance", 14, null, null]);
    expect(judge(listed(true, 1), listed(false, 16))).toEqual(["breach", "beyond_tolerance", 15, null, null]);
    expect(judge(listed(false, 16)).slice(0, 2)).toEqual(["inconclusive", "one_side_alone"]);
    expect(judge().slice(0, 2)).toEqual(["no_data", "nothing_listed"]);
  });

  it("is not kept by never listing what partners release", () => {
    expect(judge(listed(true, 2), waits(false, 300))).toEqual([
      ...["breach", "beyond_tolerance", 298, 298, null],
    ]);
    expect(
      judge(listed(true, 2), listed(false, 3), waits(false, 200), waits(false, 300)).slice(0, 2),
    ).toEqual([...["breach", "beyond_tolerance"]]);
  });

  it("is known where those that wait do not reach the middle", () => {
    const others = [listed(false, 3), listed(false, 4), listed(false, 5)];
    expect(judge(listed(true, 2), ...others, waits(false, 300))).toEqual([
      ...["kept", "within_tolerance", 2.5, null, null],
    ]);
  });

  it("is not known while those that wait could still be in time, or too late", () => {
    expect(judge(listed(true, 2), waits(false, 5))).toEqual(["inconclusive", "still_waiting", 3, 3, null]);
    // Ours wait too: how much longer partners wait is bounded on neither side.
    expect(judge(waits(true, 5), waits(false, 300))).toEqual([
      ...["inconclusive", "still_waiting", 295, null, null],
    ]);
    expect(judge(waits(true, 100), listed(false, 3))).toEqual(["kept", "within_tolerance", -97, null, -97]);
  });

  it("names what waits", () => {
    const { figures } = judgeListings({
      test,
      days: contentOf({ listings: [listed(true, 1), waits(false, 300)] }),
    });
    expect(figures.rows.map(({ label, value }) => [label, value])).toEqual([
      ["p", 1],
      ["p, not listed yet: at least", 300],
    ]);
    expect(figures.measures.at(-1)).toMatchObject({ name: "still_waiting", value: 1 });
  });
});

describe("a notice", () => {
  const test = NoticePeriod.parse({ metric: "notice_period", days: 30 });
  const at = (day: string, hours = 0) => Date.parse(`${day}T00:00:00Z`) + hours * 3_600_000;
  const policy = (over: Partial<Announced>): Announced => ({
    ...{ router: "main", policy_version: "v2", effective_ms: at(DAY, 6), announced_ms: at("2026-04-01") },
    ...{ register: "as_it_says", opened_ms: at(DAY, 23.9), no_notice: null },
    ...over,
  });
  const judge = (...overs: Partial<Announced>[]) => {
    const { verdict, figures } = judgeNotices({ test, days: contentOf({ policies: overs.map(policy) }) });
    return [verdict, ...figures.because];
  };

  it("is wanted in time, and opened on the day", () => {
    expect(judge()).toEqual(["no_data", "nothing_took_effect"]);
    expect(judge({})).toEqual(["kept", "announced_in_time"]);
    expect(judge({ announced_ms: at("2026-04-02") })).toEqual(["breach", "notice_too_short: main v2"]);
    expect(judge({ announced_ms: null })).toEqual(["breach", "no_notice: main v2"]);
    expect(judge({ opened_ms: null })).toEqual(["watch", "notice_not_opened: main v2"]);
  });

  it("is watched where it was opened the day after, however much later it is judged", () => {
    expect(judge({ opened_ms: at("2026-05-02") })).toEqual(["watch", "notice_opened_late: main v2"]);
    expect(judge({ opened_ms: at("2026-05-21") }, { router: "other" })).toEqual([
      ...["watch", "notice_opened_late: main v2"],
    ]);
  });

  it("is none where it says something else, or nothing that can be compared", () => {
    const without = { announced_ms: null, opened_ms: null };
    expect(judge({ ...without, no_notice: "says_other" })).toEqual(["breach", "notice_says_other: main v2"]);
    expect(judge({ ...without, no_notice: "no_form" })).toEqual(["breach", "notice_not_comparable: main v2"]);
  });

  it("says what the register has otherwise than the log", () => {
    expect(judge({ register: "later" })).toEqual(["kept", "announced_in_time", "decided_before: main v2"]);
    expect(judge({ register: "none", announced_ms: null })).toEqual([
      ...["breach", "no_notice: main v2", "not_in_register: main v2"],
    ]);
  });
});
