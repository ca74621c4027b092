import { describe, expect, it } from "vitest";
import { inForceDays, policyDays, type Version } from "../store/groups";
import { ruleFits, ruleVersions } from "./rule-fits";

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);
const policy = (policy_version: string, day: string) => ({
  policy_version,
  from_ms: at(day),
  rule: { kind: "max_quality" as const },
});
const routers = new Map([
  ["main", [policy("v1", "2026-03-01"), policy("v2", "2026-04-11"), policy("v3", "2026-04-29")]],
]);
const window = { from_ms: Date.parse("2026-04-01"), to_ms: Date.parse("2026-05-01") };
const version = (policy_version: string, first_day: number, last_day: number): Version => ({
  ...{ router: "main", policy_version, hash: policy_version, decisions: 100, first_day, last_day },
});
const seen = (...versions: Version[]) =>
  ruleVersions(versions, ruleFits(versions, { routers, version: "" }, window), window);
const daysOf = (versions: readonly Version[]) =>
  versions.map(({ policy_version, first_day, last_day }) => [policy_version, first_day, last_day]);

it("a policy that begins unnamed by the log has a start of its own, and the last is in force", () => {
  const found = seen(version("", 2, 20));
  // v3 begins after the last decision.
  expect(daysOf(found)).toEqual([
    ["v1", 2, 10],
    ["v2", 10, 20],
  ]);
  expect(inForceDays(found)).toEqual([10]);
  expect([...policyDays(found).keys()]).toEqual([2, 10]);
});

it("a version that decisions name is as the log has it", () => {
  expect(daysOf(seen(version("v2", 3, 20)))).toEqual([["v2", 3, 20]]);
  expect(daysOf(seen(version("", 0, 5)))).toEqual([["v1", 0, 5]]);
});

describe("a policy that was recorded after it began", () => {
  const late = (policy_version: string, day: string) => ({
    ...policy(policy_version, day),
    late: true as const,
  });
  const seenWith = (policies: ReturnType<typeof policy>[], last_day = 29) =>
    ruleVersions(
      [version("", 2, last_day)],
      ruleFits([version("", 2, last_day)], { routers: new Map([["main", policies]]), version: "" }, window),
      window,
    );

  it("has no start, and ends no other: kept has to hold since both", () => {
    const found = seenWith([
      policy("v1", "2026-03-01"),
      policy("v2", "2026-04-11"),
      late("v3", "2026-04-21"),
    ]);
    expect(daysOf(found)).toEqual([
      ["v1", 2, 10],
      ["v2", 10, 29],
      ["v3", 20, 29],
    ]);
    expect([...policyDays(found).keys()]).toEqual([2, 10]);
    expect(inForceDays(found)).toEqual([10, 20]);
  });

  it("moves nothing of what came out before it was recorded but by its rule", () => {
    const before = seenWith([policy("v1", "2026-03-01"), policy("v3", "2026-04-21")]);
    const after = seenWith([
      policy("v1", "2026-03-01"),
      late("v2", "2026-04-11"),
      policy("v3", "2026-04-21"),
    ]);
    expect([...policyDays(after)]).toEqual([...policyDays(before)]);
    expect(inForceDays(after)).toEqual(inForceDays(before));
  });

  it("has its start where decisions name it: then the log says when it began", () => {
    const routers_late = new Map([["main", [policy("v1", "2026-03-01"), late("v2", "2026-04-11")]]]);
    const named = [version("v1", 0, 9), version("v2", 10, 20)];
    const found = ruleVersions(
      named,
      ruleFits(named, { routers: routers_late, version: "" }, window),
      window,
    );
    expect([...policyDays(found).keys()]).toEqual([0, 10]);
  });

  it("that began before the window, or with it, is in force as any other", () => {
    const found = seenWith([late("v1", "2026-03-01"), policy("v2", "2026-04-11")]);
    expect([...policyDays(found)]).toEqual([
      [2, ["v1"]],
      [10, ["v2"]],
    ]);
  });
});
