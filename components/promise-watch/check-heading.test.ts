import { describe, expect, it } from "vitest";
import { CheckDefinition, type CheckStatus, type CheckView, type ResultVerdict } from "@/lib/commitments";
import { checkLead, headedBy, headingWords, type Judging, runningBefore } from "./check-heading";

const FORGE = "Forge does not favour our own models";

function version(
  check_version: number,
  status: CheckStatus,
  verdict: ResultVerdict | null,
  decision: CheckView["decision"] = null,
): Judging {
  return {
    check: {
      ...{ id: `v${check_version}`, check_version, status, title: FORGE, decision },
      first_day: "2026-11-22",
      window: { from: "2026-03-23", to: "2027-03-23" },
      definition: CheckDefinition.parse({
        test: { metric: "share_ceiling", ceiling: 0.3 },
        ...{ first_day: "2026-11-22", window_days: 365, schedule: { every: "day" } },
      }),
    },
    latest: verdict && {
      ...{ verdict, window_from: "2026-03-23", day: "2026-11-20" },
      figures: {
        ...{ n: 100, because: [], tilt: null, rows: [] },
        measures: [{ name: "share", unit: "share", value: 0.4, lower: null, upper: null, limit: 0.3 }],
      },
    },
  };
}
const finding = (check_version: number) => ({
  code: "F-0001",
  check: { ...{ id: `v${check_version}`, key: "forge", check_version, title: FORGE } },
});

describe("the head of a check's page", () => {
  it("is its verdict as a sentence, with what was found and up to when", () => {
    const page = version(1, "running", "breach");
    expect(headingWords(page, headedBy(page, [], []))).toBe(`Breach: “${FORGE}”`);
    expect(checkLead(page, [], [finding(1)])).toEqual([
      "Share of our own models: 40.0\u00a0%; up to 20 November 2026.",
    ]);
    const old = version(1, "superseded", "kept");
    expect(checkLead(old, [], []).at(-1)).toContain("Another version has taken its place");
  });

  it("is the earlier version's breach on the first day of another", () => {
    const [page, before] = [version(2, "running", null), version(1, "superseded", "breach")];
    expect(headingWords(page, headedBy(page, [before], [finding(1)]))).toBe(
      `Breach by version 1: “${FORGE}”`,
    );
    expect(checkLead(page, [before], [finding(1)])).toEqual([
      "Share of our own models: 40.0\u00a0%; up to 20 November 2026.",
      "F-0001 is not closed.",
      "Version 2 judges the days from 22 November 2026 on, and has no result yet.",
      "Version 1 runs on beside it until 23 March 2027.",
    ]);
  });

  it("stays the earlier version's as long as its finding is not closed and it is the graver", () => {
    const [page, before] = [version(2, "running", "inconclusive"), version(1, "superseded", "breach")];
    expect(headedBy(page, [before], [finding(1)])?.own).toBe(false);
    expect(checkLead(page, [before], [finding(1)])).toContain(
      "Version 2: Share of our own models: 40.0\u00a0%; up to 20 November 2026.",
    );
    expect(headedBy(page, [before], [])?.own).toBe(true);
    // Its finding is closed: what it says is told, and no longer the headline.
    expect(checkLead(page, [before], [])).toContain(
      "Version 1 runs on beside it until 23 March 2027 and says breach.",
    );
    const worse = version(2, "running", "breach");
    expect(headedBy(worse, [before], [finding(1)])?.own).toBe(true);
    expect(checkLead(worse, [before], [finding(1)]).at(-1)).toBe(
      "Version 1 runs on beside it until 23 March 2027 and says breach; F-0001 is not closed.",
    );
  });

  it("names what a version that has ended left open", () => {
    expect(checkLead(version(2, "running", "kept"), [], [finding(1)])).toEqual([
      "Share of our own models: 40.0\u00a0%; up to 20 November 2026.",
      "F-0001 of version 1, which has ended, is not closed.",
    ]);
    // What is only proposed judges nothing that could stand beside it.
    expect(checkLead(version(2, "proposed", null), [], [finding(1)])).toHaveLength(1);
  });

  it("is the title alone of what judges nothing, and says who ended it and why", () => {
    const page = version(2, "withdrawn", null, {
      ...{ outcome: "withdrawn", note: "Made for a trial.", decided_by: "a", decided_by_label: "Compliance" },
      decided_at: "2026-11-21T12:00:00Z",
    });
    expect(headingWords(page, headedBy(page, [version(1, "running", "breach")], []))).toBe(FORGE);
    expect(checkLead(page, [], [])).toEqual([
      "Withdrawn by Compliance on 21 November 2026: “Made for a trial.” It never runs.",
    ]);
    expect(checkLead(version(2, "proposed", null), [], [])).toEqual([
      "It waits for a second person, who has until its first day. Its first day is 22 November 2026.",
    ]);
  });

  it("knows which versions judge on beside it", () => {
    const statuses = ["ended", "superseded", "running", "proposed"] as const;
    const all = statuses.map((status, at) => version(at + 1, status, null).check);
    const beside = (at: number) => runningBefore(all, all[at] as CheckView).map(({ id }) => id);
    expect([beside(2), beside(1), beside(3)]).toEqual([["v2"], [], []]);
  });
});
