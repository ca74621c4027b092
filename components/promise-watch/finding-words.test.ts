import { describe, expect, it } from "vitest";
import type { FindingEventKind, FindingListItem } from "@/lib/commitments";
import { assignedFindings, dueWords, eventDetail, queueLead, retestWords } from "./finding-words";

const finding = (rest: Partial<FindingListItem> = {}): FindingListItem => ({
  id: "1",
  code: "F-0001",
  kind: "tilt",
  verdict: "breach",
  status: "open",
  title: "Forge",
  condition: null,
  check: { id: "c", key: "forge", check_version: 1, title: "Forge" },
  commitment: "no-unfair-advantage",
  clause: "routing",
  window_from: "2026-04-15",
  opened_at: "2026-08-25T06:00:00.000Z",
  opened_day: "2026-08-24",
  owner: null,
  owner_label: null,
  due_on: null,
  overdue: false,
  risk_until: null,
  waits_for_second: false,
  closed_at: null,
  ...{
    cause: null,
    remedy: null,
    remedied_on: null,
    closing_result: null,
    closing_judgement: null,
    retest: null,
  },
  version: 1,
  ...rest,
});

describe("the timeline of a finding", () => {
  it.each<[FindingEventKind, Record<string, unknown>, string[]]>([
    ["opened", { verdict: "watch", day: "2026-08-24" }, ["The result of 24 August 2026 says watch."]],
    [
      "worsened",
      { from: "watch", to: "breach", day: "2026-08-26" },
      ["From watch to breach by the result of 26 August 2026."],
    ],
    ["assigned", { from: null, to: "a@example.com" }, ["To a@example.com."]],
    ["assigned", { from: "a@example.com", to: null }, ["Nobody owns it any more."]],
    ["explained", { cause: "A weight." }, ["A weight."]],
    [
      "remedied",
      { remedy: "Taken out.", remedied_on: "2026-09-01" },
      ["Taken out.", "In place since 1 September 2026."],
    ],
    ["due_set", { from: null, to: "2026-12-05" }, ["By 5 December 2026."]],
    ["risk_requested", { until: "2026-12-05", reason: "A freeze." }, ["Up to 5 December 2026.", "A freeze."]],
    ["risk_ended", { because: "worsened" }, ["What was accepted was less than this."]],
    ["commented", { text: "Seen." }, ["Seen."]],
    ["closed", { result: "id" }, []],
    [
      "opened",
      { verdict: "overdue", due_on: "2026-11-20" },
      ["Not proven by 20 November 2026; the day has passed."],
    ],
    ["closed", { because: "The condition ended." }, ["The condition ended."]],
  ])("%s %o", (kind, detail, lines) => {
    expect(eventDetail({ kind, detail })).toEqual(lines);
  });
});

describe("the queue of findings", () => {
  it("says when each is due", () => {
    expect(dueWords(finding(), "2026-11-21")).toBe("no due date");
    expect(dueWords(finding({ due_on: "2026-12-05" }), "2026-11-21")).toBe("5 December 2026, in 14 days");
    expect(dueWords(finding({ due_on: "2026-11-19", overdue: true }), "2026-11-21")).toBe(
      "19 November 2026, overdue by two days",
    );
    expect(dueWords(finding({ status: "risk_accepted", risk_until: "2026-12-31" }), "2026-11-21")).toBe(
      "risk accepted until 31 December 2026",
    );
  });

  it("is told in one sentence", () => {
    expect(queueLead([], "a@example.com")).toBe("No finding is open.");
    expect(queueLead([finding(), finding({ owner: "a@example.com", overdue: true })], "a@example.com")).toBe(
      "Two findings are not closed: one is yours, one has no owner and one is overdue.",
    );
    expect(queueLead([finding()], "a@example.com")).toBe("One finding is not closed: it has no owner.");
    const owned = { owner: "b@example.com" };
    expect(
      queueLead([finding({ ...owned, status: "risk_accepted", risk_until: "2027-01-31" })], "a@example.com"),
    ).toBe("One finding is not closed: it has its risk accepted until 31 January 2027.");
    expect(queueLead([finding({ ...owned, status: "remedied" })], "a@example.com")).toBe(
      "One finding is not closed: it is remedied and waits for its retest.",
    );
  });

  it("names the retest, its days and what it says so far", () => {
    const retest = {
      ...{ check_id: "c2", check_version: 2, first_day: "2026-11-22", last_day: "2027-11-21" },
      status: "running" as const,
    };
    expect(retestWords(finding())).toBeNull();
    expect(retestWords(finding({ retest }))).toBe(
      "version 2, 22 November 2026 to 21 November 2027; no result yet",
    );
    expect(retestWords(finding({ retest }), { day: "2026-11-30", verdict: "kept" })).toBe(
      "version 2, 22 November 2026 to 21 November 2027; says kept up to 30 November 2026",
    );
    expect(retestWords(finding({ retest: { ...retest, status: "proposed" } }))).toContain(
      "proposed, waits for a second person",
    );
    expect(retestWords(finding({ retest: { ...retest, check_version: 1 } }))).toMatch(/^its next window, /);
  });

  it("says what a bulk assignment did", () => {
    expect(assignedFindings("Ada", { assigned: 2, unchanged: 1 })).toBe(
      "Two findings are Ada’s now. One finding had it so already.",
    );
    expect(assignedFindings(null, { assigned: 1, unchanged: 0 })).toBe("One finding is nobody’s now.");
  });

  it("says what waits for a second person", () => {
    expect(queueLead([finding({ waits_for_second: true, owner: "b@example.com" })], "a@example.com")).toBe(
      "One finding is not closed: it waits for a second person.",
    );
  });
});
