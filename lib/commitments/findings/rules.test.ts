import { describe, expect, it } from "vitest";
import { ResultVerdict } from "../results/schema";
import {
  type ClosableFinding,
  type ClosingResult,
  FINDING_ACTS,
  type FindingAct,
  findingCode,
  isOverdue,
  openedBy,
  statusAfter,
  TRANSITIONS,
  whyNotClosing,
  whyNotShown,
} from "./rules";
import { FindingStatus } from "./schema";

// What each act leads to, from each status, without and with a remedy recorded: null is refused.
const EXPECTED: Record<FindingStatus, Record<FindingAct, [string | null, string | null]>> = {
  open: {
    change: ["open", "open"],
    remedy: ["remedied", "remedied"],
    request_risk: ["open", "open"],
    accept_risk: ["risk_accepted", "risk_accepted"],
    refuse_risk: ["open", "open"],
    end_risk: [null, null],
    worsen: ["open", "open"],
    close: ["closed", "closed"],
    comment: ["open", "open"],
  },
  remedied: {
    change: ["remedied", "remedied"],
    remedy: ["remedied", "remedied"],
    request_risk: ["remedied", "remedied"],
    accept_risk: ["risk_accepted", "risk_accepted"],
    refuse_risk: ["remedied", "remedied"],
    end_risk: [null, null],
    worsen: ["remedied", "remedied"],
    close: ["closed", "closed"],
    comment: ["remedied", "remedied"],
  },
  risk_accepted: {
    change: ["risk_accepted", "risk_accepted"],
    remedy: ["remedied", "remedied"],
    request_risk: ["risk_accepted", "risk_accepted"],
    accept_risk: ["risk_accepted", "risk_accepted"],
    refuse_risk: ["risk_accepted", "risk_accepted"],
    end_risk: ["open", "remedied"],
    worsen: ["open", "remedied"],
    close: ["closed", "closed"],
    comment: ["risk_accepted", "risk_accepted"],
  },
  closed: {
    change: [null, null],
    remedy: [null, null],
    request_risk: [null, null],
    accept_risk: [null, null],
    refuse_risk: [null, null],
    end_risk: [null, null],
    worsen: [null, null],
    close: [null, null],
    comment: ["closed", "closed"],
  },
};

describe("the transitions", () => {
  const cases = FindingStatus.options.flatMap((status) =>
    FINDING_ACTS.flatMap((act) =>
      [false, true].map((remedied): [FindingStatus, FindingAct, boolean] => [status, act, remedied]),
    ),
  );
  it.each(cases)("%s, %s, with a remedy: %s", (status, act, remedied) => {
    expect(statusAfter({ status, remedied }, act)).toBe(EXPECTED[status][act][remedied ? 1 : 0]);
  });
  it("lead out of a closed finding by no act at all", () => {
    for (const act of FINDING_ACTS)
      expect([null, "closed"]).toContain(statusAfter({ status: "closed", remedied: true }, act));
  });
  it("lead to closed by one act alone", () => {
    const leading = FindingStatus.options.flatMap((status) =>
      status === "closed"
        ? []
        : FINDING_ACTS.filter((act) => TRANSITIONS[status][act]?.({ status, remedied: true }) === "closed"),
    );
    expect(new Set(leading)).toEqual(new Set(["close"]));
  });
});

it.each(ResultVerdict.options)("%s opens what the domain says", (verdict) => {
  const kind = { watch: "tilt", breach: "tilt", failed: "failure" }[verdict as string] ?? null;
  expect(openedBy(verdict)).toEqual(kind && { kind, verdict });
});

describe("closing", () => {
  const tilt: ClosableFinding = {
    kind: "tilt",
    check_id: "a",
    window_from: "2026-01-01",
    commitment_id: "c",
    clause_key: "routing",
    metric: "routing_tilt",
    question: "forge",
    key: "tilt",
    test: "as ever",
    remedied_on: "2026-08-10",
    opened_ms: 100,
  };
  const kept: ClosingResult = {
    check_id: "b",
    commitment_id: "c",
    clause_key: "routing",
    metric: "routing_tilt",
    question: "forge",
    key: "tilt",
    test: "as ever",
    verdict: "kept",
    window_from: "2026-08-11",
    computed_ms: 101,
    latest: true,
    failed_since: null,
  };
  const failure: ClosableFinding = { ...tilt, kind: "failure", remedied_on: null };
  const ran: ClosingResult = { ...kept, check_id: "a", verdict: "inconclusive", window_from: "2026-01-01" };

  it.each([
    ["a later window is kept", tilt, kept, true],
    ["the window began on the day of the remedy", tilt, { ...kept, window_from: "2026-08-10" }, false],
    ["no remedy is recorded", { ...tilt, remedied_on: null }, kept, false],
    ["the result is only inconclusive", tilt, { ...kept, verdict: "inconclusive" as const }, false],
    ["the result is of another clause", tilt, { ...kept, clause_key: "pricing" }, false],
    ["the result is of another metric", tilt, { ...kept, metric: "share_ceiling" }, false],
    ["the result is about another router", tilt, { ...kept, question: "desk" }, false],
    ["the result is of a lenient check", tilt, { ...kept, key: "lenient", test: "lenient" }, false],
    ["the result is of the same test by another name", tilt, { ...kept, key: "other" }, true],
    ["the result is of another version", tilt, { ...kept, test: "stricter" }, true],
    ["the result is of another commitment", tilt, { ...kept, commitment_id: "d" }, false],
    ["the result is older than the finding", tilt, { ...kept, computed_ms: 100 }, false],
    ["the check runs again", failure, ran, true],
    ["it failed again", failure, { ...ran, verdict: "failed" as const }, false],
    ["another check runs", failure, { ...ran, check_id: "b" }, false],
    ["a later result of the window overturned it", tilt, { ...kept, latest: false }, false],
    ["a run of another window failed since", tilt, { ...kept, failed_since: "2026-01-01" }, true],
    ["a later run of the window worked too", failure, { ...ran, latest: false }, false],
    ["it has failed since, in a later window", failure, { ...ran, failed_since: "2026-02-01" }, false],
    ["a window before has failed since", failure, { ...ran, failed_since: "2025-12-01" }, true],
    ["a window before was run again", failure, { ...ran, window_from: "2025-12-01" }, false],
    ["the run is older than the failure", failure, { ...ran, computed_ms: 99 }, false],
  ])("when %s", (_, finding, result, closes) => {
    expect(whyNotClosing(finding, result) === null).toBe(closes);
  });
});

it.each([
  ["open", "2026-08-09", true],
  ["open", "2026-08-10", false],
  ["open", null, false],
  ["remedied", "2026-08-09", true],
  ["risk_accepted", "2026-08-09", false],
  ["closed", "2026-08-09", false],
] as const)("%s with the due date %s is overdue on 2026-08-10: %s", (status, due_on, overdue) => {
  expect(isOverdue({ status, due_on }, "2026-08-10")).toBe(overdue);
});

it("writes numbers with four digits at least", () => {
  expect([findingCode(7), findingCode(12345)]).toEqual(["F-0007", "F-12345"]);
});

describe("a judgement", () => {
  const finding = { condition_id: "c", opened_ms: 100 };
  const works = {
    ...{ condition_id: "c", outcome: "effective", checked_ms: 101 },
    ...{ latest: true, condition_status: "effective" },
  };
  it.each([
    ["of another condition", { condition_id: "d" }, /another condition/],
    ["from before", { checked_ms: 100 }, /not later/],
    ["that it does not work", { outcome: "not_effective" }, /Only a judgement/],
    ["that a later one overturned", { latest: false, condition_status: "open" }, /took its place/],
    ["that a later one confirmed", { latest: false }, /took its place/],
    ["behind which later proof waits", { condition_status: "proven" }, /waits for a judgement/],
  ])("%s closes no finding of a condition", (_, over, why) => {
    expect(whyNotShown(finding, { ...works, ...over })).toMatch(why);
  });
  it("that it works, given later and the latest, closes it", () => {
    expect(whyNotShown(finding, works)).toBeNull();
  });
});
