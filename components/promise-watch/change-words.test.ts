import { describe, expect, it } from "vitest";
import { CheckDefinition, type FindingListItem } from "@/lib/commitments";
import { changeRows, changeWords, closesWords, lenientWords } from "./change-words";

const version = (check_version: number, test: object, rest: object = {}) => ({
  ...{ id: `v${check_version}`, check_version, status: "running" as const, title: "A check" },
  first_day: "2026-11-22",
  definition: CheckDefinition.parse({ test, first_day: "2026-11-22", window_days: 365, ...rest }),
});
const tilt = (check_version: number, test: object, rest?: object) =>
  version(
    check_version,
    { metric: "routing_tilt", baseline: "partner_revealed", scope: { router: "Forge" }, ...test },
    rest,
  );
const told = (before: ReturnType<typeof version>, after: ReturnType<typeof version>) =>
  changeRows(before, after).map(changeWords);

describe("what a version changes, in words", () => {
  it("names limits as the form does, in their units, and says which way they go", () => {
    const after = tilt(2, { materiality: 1.1, minimum_coverage: 0.7 }, { first_day: "2027-01-02" });
    const rows = changeRows(tilt(1, {}), after);
    expect(rows.map(changeWords)).toEqual([
      "Material from odds of: 1.05 times → 1.10 times, more lenient",
      "Least coverage: 80\u00a0% → 70\u00a0%",
      "First day: 22 November 2026 → 2 January 2027",
    ]);
    expect(lenientWords(rows)).toBe("More lenient than before: “Material from odds of”.");
    expect(lenientWords(changeRows(after, tilt(3, {})))).toBeNull();
  });

  it.each([
    [
      { metric: "share_ceiling", ceiling: 0.5 },
      { ceiling: 0.45 },
      "Ceiling: 50\u00a0% → 45\u00a0%, stricter",
    ],
    [{ metric: "notice_period", days: 14 }, { days: 7 }, "Notice: 14 days → 7 days, more lenient"],
    [
      { metric: "routing_tilt", baseline: "partner_revealed", alpha: 0.01 },
      { alpha: 0.005 },
      "Probability of a false alarm: 1\u00a0% → 0.5\u00a0%, more lenient",
    ],
    [
      { metric: "coverage", minimum_coverage: 0.8 },
      { minimum_coverage: 0.9 },
      "Least coverage: 80\u00a0% → 90\u00a0%, stricter",
    ],
    [
      { metric: "attestation", question: "Was it?", people: ["a@example.com"] },
      { evidence: false },
      "An answer without evidence: does not count → counts, more lenient",
    ],
    [{ metric: "coverage", scope: { router: "Forge" } }, { scope: {} }, "Router: Forge → not there"],
  ])("%o to %o", (before, change, words) => {
    expect(told(version(1, before), version(2, { ...before, ...change }))).toContain(words);
  });

  it("tells of findings that its results may close, and of those that they cannot", () => {
    const finding = {
      ...{ code: "F-0001", verdict: "breach", kind: "tilt" },
      check: { id: "v1", key: "forge", check_version: 1, title: "A check" },
    } as unknown as FindingListItem;
    const [first, same, other] = [tilt(1, {}), tilt(2, { materiality: 1.1 }), tilt(2, { focus: "party:x" })];
    expect(closesWords([finding], [first, same], same)).toEqual([
      "F-0001 (breach) of version 1 is not closed: a result of this version that says kept can close it, once a remedy is recorded that was in place before 22 November 2026.",
    ]);
    expect(closesWords([finding], [first, other], other)[0]).toContain("no result of it can close that");
    expect(closesWords([finding], [first], first)).toEqual([]);
  });
});
