import { describe, expect, it } from "vitest";
import { inForceDays, policyDays, type Version } from "../store/groups";
import { emptyRuleDay } from "./declared-day";
import type { DeclaredDay, RuleVersion } from "./declared-schema";
import { declaredVersions } from "./declared-versions";
import { mergeDays } from "./merge";

const version = (policy_version: string, more: Partial<RuleVersion> = {}): RuleVersion => ({
  ...{ router: "r", policy_version, decisions: 10, ...more },
});
const by_register = (policy_version: string, more: Partial<RuleVersion> = {}) =>
  version(policy_version, { register: true, ...more });

const day = (versions: RuleVersion[], began?: string[]): DeclaredDay => ({
  ...emptyRuleDay(),
  versions,
  ...(began ? { began: began.map((policy_version) => ({ router: "r", policy_version })) } : {}),
});

function versionsOf(days: readonly DeclaredDay[]): Version[] {
  const placed = days.map((table, index) => ({ index, table }));
  const merged = mergeDays({ baseline: "declared_policy", days: placed, fits: [], evidence: null });
  return declaredVersions(days, merged.versions);
}
const startsOf = (days: readonly DeclaredDay[]) => Object.fromEntries(policyDays(versionsOf(days)));

describe("versions of days that were kept one by one", () => {
  it("begin on the day on which decisions first name them", () => {
    const days = [[version("v1")], [version("v1")], [version("v1"), version("v2")]].map((one) => day(one));
    expect(startsOf(days)).toEqual({ 0: ["v1"], 2: ["v2"] });
  });

  it("begin by the register where decisions name none, but for the one that was in force before", () => {
    const alone = [[by_register("v1")], [by_register("v1")]].map((one) => day(one));
    expect(startsOf(alone)).toEqual({});
    const changed = [...alone, day([by_register("v1"), by_register("v2")]), day([by_register("v2")])];
    expect(startsOf(changed)).toEqual({ 0: ["v1"], 2: ["v2"] });
    expect(inForceDays(versionsOf(changed))).toEqual([2]);
    // What was in force when a router's traffic began gets no start afterwards.
    expect(startsOf([day([]), ...changed])).toEqual({ 3: ["v2"] });
  });

  it("begin nothing where they were recorded after they began, and end no other", () => {
    const late = by_register("v2", { retro: true });
    const days = [[by_register("v1")], [late], [late]].map((one) => day(one));
    expect(startsOf(days)).toEqual({ 0: ["v1"] });
    expect(inForceDays(versionsOf(days)).sort()).toEqual([0, 1]);
  });

  it("begin nothing on a day that was judged without them", () => {
    const days = [day([version("v1")]), day([version("v1"), version("v9")], ["v1"]), day([version("v1")])];
    expect(startsOf(days)).toEqual({ 0: ["v1"] });
    expect(startsOf([...days, day([version("v9")])])).toEqual({ 0: ["v1"], 3: ["v9"] });
  });
});
