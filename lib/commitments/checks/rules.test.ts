import { describe, expect, it } from "vitest";
import { CheckDefinition } from "./definition";
import {
  meantBy,
  needsSecond,
  overlapOf,
  runsUntil,
  statusOf,
  supersededOn,
  type VersionState,
  windowOf,
} from "./rules";

const version = (over: Partial<VersionState> = {}): VersionState => ({
  check_version: 1,
  first_day: "2026-03-01",
  window_days: 30,
  needs_second: (over.check_version ?? 1) > 1,
  outcome: null,
  ...over,
});
const first = version();
const second = version({ check_version: 2, first_day: "2026-04-10", outcome: "approved" });

describe("windows", () => {
  it("are anchored at the first day and follow one another", () => {
    expect(windowOf(first, "2026-02-28")).toBeNull();
    expect(windowOf(first, "2026-03-01")).toEqual({ from: "2026-03-01", to: "2026-03-31" });
    expect(windowOf(first, "2026-03-30")).toEqual({ from: "2026-03-01", to: "2026-03-31" });
    expect(windowOf(first, "2026-03-31")).toEqual({ from: "2026-03-31", to: "2026-04-30" });
  });

  it("may be one day long", () => {
    expect(windowOf(version({ window_days: 1 }), "2028-02-29")).toEqual({
      from: "2028-02-29",
      to: "2028-03-01",
    });
  });
});

describe("a version's place", () => {
  it("is taken by an approved version alone, from its first day", () => {
    expect(supersededOn(first, [first])).toBeNull();
    expect(supersededOn(first, [first, { ...second, outcome: null }])).toBeNull();
    expect(supersededOn(first, [first, { ...second, outcome: "refused" }])).toBeNull();
    expect(supersededOn(first, [first, second])).toBe("2026-04-10");
    expect(supersededOn(second, [first, second])).toBeNull();
  });

  it("is taken by the third where the second was refused", () => {
    const third = version({ check_version: 3, first_day: "2026-05-01", outcome: "approved" });
    expect(supersededOn(first, [first, { ...second, outcome: "refused" }, third])).toBe("2026-05-01");
  });

  it("is kept to the end of the window in course", () => {
    expect(runsUntil(first, null)).toBeNull();
    expect(runsUntil(first, "2026-04-10")).toBe("2026-04-30");
    expect(runsUntil(first, "2026-04-29")).toBe("2026-04-30");
  });

  it("ends at once where the new one begins with a window, or before the old one began", () => {
    expect(runsUntil(first, "2026-04-30")).toBe("2026-04-30");
    expect(runsUntil(first, "2026-03-01")).toBe("2026-03-01");
    expect(runsUntil(first, "2026-02-20")).toBe("2026-02-20");
  });
});

describe("a second person", () => {
  const needs = (check_version: number, test: object) =>
    needsSecond(check_version, CheckDefinition.parse({ test, first_day: "2026-06-01" }));

  it("agrees to every later version, and to a share that people set themselves", () => {
    const tilt = { metric: "routing_tilt", baseline: "partner_revealed" };
    expect(needs(1, tilt)).toBe(false);
    expect(needs(2, tilt)).toBe(true);
    expect(needs(1, { ...tilt, baseline: "reference_share", reference: "0.2" })).toBe(true);
    expect(needs(1, { metric: "coverage" })).toBe(false);
  });
});

describe("the status", () => {
  it("of a first version is waiting, then running", () => {
    expect(statusOf(first, null, "2026-02-28")).toBe("waiting");
    expect(statusOf(first, null, "2026-03-01")).toBe("running");
  });

  it("of a later one is proposed until somebody decides, lapsed when nobody has by its first day", () => {
    const open = { ...second, outcome: null };
    expect(statusOf(open, null, "2026-04-09")).toBe("proposed");
    expect(statusOf(open, null, "2026-04-10")).toBe("lapsed");
    expect(statusOf({ ...second, outcome: "refused" }, null, "2026-04-01")).toBe("refused");
    expect(statusOf(second, null, "2026-04-09")).toBe("waiting");
    expect(statusOf(second, null, "2026-04-10")).toBe("running");
  });

  it("of a first one that needs a second person is that of a later one", () => {
    const asks = version({ needs_second: true });
    expect(statusOf(asks, null, "2026-02-28")).toBe("proposed");
    expect(statusOf(asks, null, "2026-03-01")).toBe("lapsed");
    expect(statusOf({ ...asks, outcome: "approved" }, null, "2026-03-01")).toBe("running");
  });

  it("of the old one is superseded to the end of its window, then ended", () => {
    expect(statusOf(first, "2026-04-10", "2026-04-09")).toBe("running");
    expect(statusOf(first, "2026-04-10", "2026-04-10")).toBe("superseded");
    expect(statusOf(first, "2026-04-10", "2026-04-29")).toBe("superseded");
    expect(statusOf(first, "2026-04-10", "2026-04-30")).toBe("ended");
  });

  it("of one whose place is taken before it began is ended from then on", () => {
    expect(statusOf(second, "2026-04-05", "2026-04-04")).toBe("waiting");
    expect(statusOf(second, "2026-04-05", "2026-04-05")).toBe("ended");
  });
});

describe("two versions", () => {
  const ending = { ...first, runs_until: "2026-04-30" };

  it("run beside each other for the rest of the old one's window", () => {
    expect(overlapOf(ending, { ...second, runs_until: null })).toEqual({
      from: "2026-04-10",
      to: "2026-04-30",
    });
    expect(overlapOf(ending, { ...second, runs_until: "2026-04-20" })?.to).toBe("2026-04-20");
  });

  it("share no day where the one ends as the other begins", () => {
    expect(overlapOf({ ...first, runs_until: "2026-04-10" }, { ...second, runs_until: null })).toBeNull();
    expect(overlapOf({ ...first, runs_until: null }, { ...second, runs_until: null })).toBeNull();
  });
});

describe("a key means", () => {
  type Placed = Parameters<typeof meantBy>[0][number];
  const placed = (...statuses: Placed["status"][]): Placed[] =>
    statuses.map((status, at) => ({ check_version: at + 1, first_day: `2026-0${at + 1}-01`, status }));
  const meant = (...statuses: Placed["status"][]) => meantBy(placed(...statuses))?.check_version;

  it.each([
    [["running"], 1],
    [["running", "proposed"], 1],
    [["running", "refused"], 1],
    [["running", "lapsed"], 1],
    [["running", "waiting"], 1],
    [["superseded", "running"], 2],
    [["ended", "running", "proposed"], 2],
    [["ended", "superseded", "running", "refused"], 3],
    [["superseded", "refused"], 1],
    [["waiting", "proposed"], 1],
    [["waiting", "refused"], 1],
    [["proposed"], 1],
    [["lapsed", "proposed"], 2],
    [["refused", "lapsed"], 2],
    [["lapsed", "refused"], 2],
    [["ended", "lapsed"], 1],
  ] as const)("of %j version %d", (statuses, version) => {
    expect(meant(...statuses)).toBe(version);
  });

  it("of two that wait the one that begins first, and nothing where there is none", () => {
    const [first, second] = placed("waiting", "waiting");
    if (!first || !second) throw new Error("Two wait.");
    expect(meantBy([first, second])).toBe(first);
    expect(meantBy([{ ...first, first_day: "2026-09-01" }, second])).toBe(second);
    expect(meantBy([])).toBeNull();
  });
});
