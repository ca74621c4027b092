import { describe, expect, it } from "vitest";
import { CheckDefinition, type CheckStatus } from "@/lib/commitments";
import { changesBetween, versionBefore } from "./version-changes";

const version = (check_version: number, test: object, status: CheckStatus = "running") => ({
  ...{ check_version, status, title: "A check" },
  definition: CheckDefinition.parse({
    ...{ test: { metric: "routing_tilt", baseline: "partner_revealed", ...test } },
    ...{ first_day: `2026-04-0${check_version}`, window_days: 365 },
  }),
});

describe("what a version changes", () => {
  it("is every entry that differs, and nothing else", () => {
    const before = version(1, { scope: { router: "Forge", region: "eu" } });
    const after = version(2, { scope: { router: "Forge" }, materiality: 1.1 });
    expect(changesBetween(before, { ...after, title: "Another" })).toEqual([
      { pointer: "title", before: "A check", after: "Another" },
      { pointer: "test.materiality", before: "1.05", after: "1.1" },
      { pointer: "first_day", before: "2026-04-01", after: "2026-04-02" },
      { pointer: "test.scope.region", before: "eu", after: null },
    ]);
    expect(changesBetween(before, before)).toEqual([]);
  });

  it("is held against the last version that stood", () => {
    const all = [version(1, {}), version(2, {}, "refused"), version(3, {}, "proposed")];
    const [first, , third] = all;
    expect(third && versionBefore(all, third)).toBe(first);
    expect(first && versionBefore(all, first)).toBeNull();
  });
});
