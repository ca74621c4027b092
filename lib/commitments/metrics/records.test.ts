import { describe, expect, it } from "vitest";
import { ListingTime, NoticePeriod } from "../checks/definition";
import type { Notice } from "../notices/store";
import { judgeListings, medianOf } from "./listing-time";
import { type Announced, announcementOf, judgeNotices } from "./notice-period";
import { type Listing, type ProductRow, partOf } from "./read-products";

const DAY = "2026-05-01";
const contentOf = (content: object) => [{ day: DAY, content: { ...content } }];

describe("time to listing", () => {
  const test = ListingTime.parse({ metric: "listing_time" });
  const listed = (own: boolean, days: number): Listing => ({
    ...{ product: "p", own, released: DAY, listed: DAY, least: days, most: days },
  });
  const waits = (own: boolean, days: number): Listing => ({
    ...listed(own, days),
    ...{ listed: null, most: null },
  });
  const within = (own: boolean, least: number, most: number): Listing => ({
    ...listed(own, least),
    ...{ released: "2026-02", listed: "2026-05", most },
  });
  const judge = (...listings: Listing[]) => {
    const { verdict, figures } = judgeListings({ test, days: contentOf({ listings, undated: [] }) });
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
      days: contentOf({ listings: [listed(true, 1), waits(false, 300)], undated: [] }),
    });
    expect(figures.rows.map(({ label, value }) => [label, value])).toEqual([
      ["p", 1],
      ["p, not listed yet: at least", 300],
    ]);
    expect(figures.measures.at(-2)).toMatchObject({ name: "still_waiting", value: 1 });
  });

  it("takes a month by its first and its last day", () => {
    // Released in February, listed on a day in May: 81 to 108 days, whichever day it was too late.
    expect(judge(listed(true, 1), within(false, 81, 108))).toEqual([
      ...["breach", "beyond_tolerance", 93.5, 80, 107],
    ]);
    expect(judge(listed(true, 1), within(false, 3, 12))).toEqual(["kept", "within_tolerance", 6.5, 2, 11]);
    expect(judge(listed(true, 1), within(false, 3, 30))).toEqual([
      ...["inconclusive", "dates_not_exact", 15.5, 2, 29],
    ]);
    // Ours too: the later it was, the less partners wait beyond it.
    expect(judge(within(true, 0, 30), listed(false, 40))).toEqual([
      ...["inconclusive", "dates_not_exact", 25, 10, 40],
    ]);
  });

  it("takes a product in the window of the last day that its date allows, and in no other", () => {
    const product = (from: string): ProductRow => ({
      ...{ key: "p", lifecycle: "ga", ga: "2026-01-05", preview: null, owner_id: "o" },
      owner: { kinds: ["partner"] },
      availability: [{ from, exclusive: null, channel: { kinds: ["platform"] } }],
    });
    const months = Array.from({ length: 12 }, (_, at) => {
      const [month, next] = [Date.UTC(2026, at, 1), Date.UTC(2026, at + 1, 0)];
      const [first, upto] = [month, next].map((ms) => new Date(ms).toISOString().slice(0, 10));
      return { from: first ?? "", upto: upto ?? "" };
    });
    const partsOf = (from: string) =>
      months.flatMap((window) => partOf(product(from), false, window).listings.map(() => window.from));
    expect(partsOf("2026-05-07")).toEqual([
      "2026-01-01",
      "2026-02-01",
      "2026-03-01",
      "2026-04-01",
      "2026-05-01",
    ]);
    // It is listed some time in the year: until that is over it neither is nor waits.
    expect(partsOf("2026")).toEqual(["2026-12-01"]);
    const [part] = partOf(product("2026"), false, { from: "2026-12-01", upto: "2026-12-31" }).listings;
    expect(part).toMatchObject({ listed: "2026", least: -4, most: 360 });
  });

  it("says how many products it knows no dates of", () => {
    const undated = [{ product: "silent", own: false }];
    const { verdict, figures } = judgeListings({
      test,
      days: contentOf({ listings: [listed(true, 1), listed(false, 2)], undated }),
    });
    expect([verdict, ...figures.because]).toEqual(["kept", "within_tolerance", "dates_unknown: 1"]);
    expect(figures.measures.at(-1)).toMatchObject({ name: "dates_unknown", value: 1 });
    expect(figures.rows.at(-1)).toEqual({
      ...{ label: "silent, dates not known", group: "partners", value: null, n: null },
    });
    const none = judgeListings({ test, days: contentOf({ listings: [], undated }) });
    expect([none.verdict, ...none.figures.because]).toEqual([
      "no_data",
      "nothing_listed",
      "dates_unknown: 1",
    ]);
  });
});

describe("a notice", () => {
  const test = NoticePeriod.parse({ metric: "notice_period", days: 30 });
  const at = (day: string, hours = 0) => Date.parse(`${day}T00:00:00Z`) + hours * 3_600_000;
  const policy = (over: Partial<Announced>): Announced => ({
    ...{ router: "main", policy_version: "v2", effective_ms: at(DAY, 6), announced_ms: at("2026-04-01") },
    ...{ register: "as_it_says", opened_ms: at(DAY, 23.9), no_notice: null, no_form: false },
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

  it("is at best watched where no record says what it announced, or nobody can compare it", () => {
    expect(judge({ register: "none" })).toEqual(["watch", "not_in_register: main v2"]);
    expect(judge({ register: "none", no_form: true })).toEqual([
      ...["watch", "notice_not_comparable: main v2", "not_in_register: main v2"],
    ]);
  });
});

describe("which notice stands for a version", () => {
  const version = { router: "main", policy_version: "v2", effective_ms: Date.parse(`${DAY}T06:00:00Z`) };
  const closed = { opened_ms: null, agrees: null, comparable: null };
  const opened = (agrees: boolean | null, comparable = true) => ({
    ...{ opened_ms: version.effective_ms, agrees, comparable },
  });
  const notice = (day: string, over: Pick<Notice, "opened_ms" | "agrees" | "comparable">): Notice => ({
    ...{ id: day, ...version, announced_ms: Date.parse(`${day}T00:00:00Z`), ...over },
  });
  const stands = (notices: Notice[]) => {
    const { announced_ms, no_notice, no_form } = announcementOf(version, notices);
    const day = announced_ms === null ? null : new Date(announced_ms).toISOString().slice(0, 10);
    return [day, no_notice, no_form];
  };

  it("is what was opened and agrees, not an earlier one that nobody opened", () => {
    const both = [notice("2026-04-01", closed), notice("2026-04-30", opened(true))];
    expect(stands(both)).toEqual(["2026-04-30", null, false]);
    const late = [notice("2026-04-01", opened(true)), notice("2026-04-30", opened(true))];
    expect(stands(late)).toEqual(["2026-04-01", null, false]);
    expect(stands([notice("2026-04-01", closed)])).toEqual(["2026-04-01", null, false]);
  });

  it("is none that says something else, and of others the one that can be compared", () => {
    expect(stands([notice("2026-04-01", opened(false))])).toEqual([null, "says_other", false]);
    expect(stands([notice("2026-04-01", opened(false, false))])).toEqual([null, "no_form", false]);
    const unregistered = [notice("2026-04-01", opened(null, false)), notice("2026-04-20", opened(null))];
    expect(stands(unregistered)).toEqual(["2026-04-20", null, false]);
    expect(stands(unregistered.slice(0, 1))).toEqual(["2026-04-01", null, true]);
    expect(stands([])).toEqual([null, null, false]);
  });
});
