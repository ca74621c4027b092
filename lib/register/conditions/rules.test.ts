import { describe, expect, it } from "vitest";
import { afterCheck, afterProof, dueReminder, isOverdue, periodFaults, plainFileName } from "./rules";
import { ConditionStatus, ConditionsQuery, conditionName, conditionNumber } from "./schema";

describe("the status of a condition", () => {
  // After proof; after a judgement that it works; after one that it does not. Null is refused.
  const EXPECTED: Record<ConditionStatus, [string | null, string | null, string | null]> = {
    proposed: [null, null, null],
    open: ["proven", null, null],
    proven: ["proven", "effective", "open"],
    effective: ["proven", null, null],
    ended: [null, null, null],
  };
  it.each(ConditionStatus.options)("%s", (status) => {
    expect([
      afterProof(status),
      afterCheck(status, "effective"),
      afterCheck(status, "not_effective"),
    ]).toEqual(EXPECTED[status]);
  });

  it.each(ConditionStatus.options)(
    "%s is overdue when open and its day has passed, and not on it",
    (status) => {
      const open = status === "open";
      expect(isOverdue({ status, due_on: "2026-11-20" }, "2026-11-21")).toBe(open);
      expect(isOverdue({ status, due_on: "2026-11-21" }, "2026-11-21")).toBe(false);
    },
  );
});

describe("the period of a proof", () => {
  const faults = (period_from: string, period_to: string) =>
    periodFaults({ period_from, period_to }, "2026-11-21").map(({ pointer }) => pointer);
  it("begins before it ends, up to today", () => {
    expect(faults("2026-11-21", "2026-11-21")).toEqual([]);
    expect(faults("2026-11-20", "2026-11-19")).toEqual(["/period_to"]);
    expect(faults("2026-11-20", "2026-11-22")).toEqual(["/period_to"]);
  });
});

describe("reminders", () => {
  it.each([
    ["long before", "2026-12-31", "2026-11-01", "2026-11-21", null],
    ["eight days before", "2026-11-29", "2026-11-01", "2026-11-21", null],
    ["a week before", "2026-11-28", "2026-11-01", "2026-11-21", 7],
    ["three days before, where the week was missed", "2026-11-24", "2026-11-01", "2026-11-21", 7],
    ["the day before", "2026-11-22", "2026-11-01", "2026-11-21", 1],
    ["on the day", "2026-11-21", "2026-11-01", "2026-11-21", 1],
    ["after it", "2026-11-20", "2026-11-01", "2026-11-21", null],
    ["of what was given less than a week before", "2026-11-24", "2026-11-18", "2026-11-21", null],
    ["the day before, of what was given three days before", "2026-11-22", "2026-11-19", "2026-11-21", 1],
    ["of what was given on the eve", "2026-11-22", "2026-11-21", "2026-11-21", null],
  ])("%s", (_, due_on, since, today, mark) => {
    expect(dueReminder(due_on, since, today)).toBe(mark);
  });
});

describe("names", () => {
  it.each([
    ["minutes.pdf", "minutes.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\me\\a.pdf", "a.pdf"],
    ["a\u202Efdp.exe", "afdp.exe"],
    ["line\r\nbreak.txt", "linebreak.txt"],
    ["  ", "proof"],
    ["", "proof"],
    ["a/", "proof"],
    ["u\u0308ber.pdf", "\u00FCber.pdf"],
    ["x".repeat(500), "x".repeat(200)],
    [`${"x".repeat(500)}.pdf`, `${"x".repeat(196)}.pdf`],
    [`${"\u{1F4C4}".repeat(300)}.pdf`, `${"\u{1F4C4}".repeat(196)}.pdf`],
    [`${"x".repeat(199)}\u{1F4C4}`, `${"x".repeat(199)}\u{1F4C4}`],
    [`a.${"x".repeat(300)}`, `a.${"x".repeat(198)}`],
    ["half\uD83D.pdf", "half.pdf"],
  ])("of files: %j is kept as %j", (name, kept) => {
    expect(plainFileName(name)).toBe(kept);
  });

  it("of conditions lead there and back", () => {
    expect(conditionName(12)).toBe("CN-0012");
    expect([conditionNumber("CN-0012"), conditionNumber("cn-12"), conditionNumber("RV-0012")]).toEqual([
      12,
      12,
      null,
    ]);
  });
});

describe("what a list is asked", () => {
  it.each([
    ["a day that there is not", { cursor: "2026-99-99.1" }],
    ["a day of February that there is not", { cursor: "2026-02-30.1" }],
    ["the year 0", { cursor: "0000-01-01.1" }],
    ["no number", { cursor: "2026-01-01" }],
    ["the character NUL", { owner: "a\u0000b" }],
  ])("is refused with %s", (_, query) => {
    expect(ConditionsQuery.safeParse(query).success).toBe(false);
  });
  it("is taken with a cursor of ours", () => {
    const query = { cursor: "2026-12-31.7", owner: "me" };
    expect(ConditionsQuery.parse(query)).toEqual({ ...query, limit: 100 });
  });
});
