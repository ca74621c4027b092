import { describe, expect, it } from "vitest";
import { upperQuantile } from "@/lib/neutrality/stats/normal";
import { Attestation, CoverageCheck, ShareCeiling } from "../checks/definition";
import { judgeAnswers } from "./attestation";
import { judgeCoverage } from "./coverage";
import { judgeCeiling } from "./share-ceiling";
import { type Difference, differenceOf } from "./sides/difference";
import { judgeDifference } from "./sides/judge-difference";
import { jumpsOf } from "./sides/jumps";
import type { SidesGroup } from "./sides/schema";
import { isRefitDue, latestFits, sumChoices } from "./tilt-fits";

const DAY = "2026-05-01";
const days = (content: object) => [{ day: DAY, content: { ...content } }];

describe("a difference under its tolerance", () => {
  const found = (difference: number | null, error: number | null, n = 100): Difference => ({
    ...{ difference, error, clusters: { by: "tenant", count: 50 } },
    sides: { n1: n, s1: 0, n0: n, s0: 0 },
  });
  const judge = (difference: number, error: number, look = 1, sign: 1 | -1 = 1) =>
    judgeDifference(found(difference, error), { alpha: 0.01, look, tolerance: 0.05, sign }).verdict;

  it("is a breach beyond the tolerance, kept within, a watch beyond zero, else inconclusive", () => {
    expect(judge(0.1, 0.01)).toBe("breach");
    expect(judge(0.02, 0.01)).toBe("kept");
    expect(judge(0.06, 0.02)).toBe("watch");
    expect(judge(0.02, 0.02)).toBe("inconclusive");
    expect(judge(-0.2, 0.01)).toBe("kept");
  });

  it("asks the other way about a party's loss", () => {
    expect(judge(-0.1, 0.01, 1, -1)).toBe("breach");
    expect(judge(0.1, 0.01, 1, -1)).toBe("kept");
  });

  it("gives the k-th look alpha / (k (k + 1)): all looks together stay at alpha", () => {
    for (const look of [1, 2, 30]) {
      const { lower } = judgeDifference(found(0.1, 0.01), { alpha: 0.01, look, tolerance: 0.05, sign: 1 });
      expect(lower).toBeCloseTo(0.1 - upperQuantile(0.01 / (look * (look + 1)) / 2) * 0.01, 12);
    }
    const spent = Array.from({ length: 10_000 }, (_, at) => 0.01 / ((at + 1) * (at + 2)));
    expect(spent.reduce((sum, level) => sum + level, 0)).toBeLessThan(0.01);
    // The same figure is enough at the first look, and not at the hundredth.
    expect([judge(0.08, 0.01), judge(0.08, 0.01, 100)]).toEqual(["breach", "watch"]);
  });

  it("says why it cannot say", () => {
    const question = { alpha: 0.01, look: 1, tolerance: 0.05, sign: 1 } as const;
    expect(judgeDifference(found(null, null, 0), question).verdict).toBe("no_data");
    expect(judgeDifference(found(null, null), question).because).toEqual(["one_side_alone"]);
    expect(judgeDifference(found(0.1, null), question).because).toEqual(["not_enough_evidence"]);
  });
});

const NONE = { count: 0, aa: 0, ab: 0, bb: 0 };
const group = (over: Partial<SidesGroup>): SidesGroup => ({
  ...{ router: "main", policy_version: "v1", n1: 0, s1: 0, n0: 0, s0: 0 },
  ...{ weight: 0, weighed: 0, cells: 0, rows: 0 },
  ...{ tenants: { keys: [], a: [], b: [] }, alone: NONE, sessions: NONE },
  ...over,
});

describe("a difference of days", () => {
  const keys = Array.from({ length: 30 }, (_, at) => `t${at}`);
  const sides = { n1: 100, s1: 60, n0: 100, s0: 50, weight: 50, weighed: 5, cells: 1, rows: 200 };

  it("adds a tenant's parts over days before they are squared", () => {
    const one = (a: number) => ({
      groups: [group({ ...sides, tenants: { keys, a: keys.map(() => a), b: keys.map(() => 0) } })],
    });
    const { difference, error, clusters } = differenceOf([one(1), one(-1)]);
    expect([difference, error, clusters]).toEqual([0.1, 0, { by: "tenant", count: 30 }]);
    const alike = differenceOf([one(1), one(1)]);
    expect(alike.error).toBeCloseTo((Math.sqrt(30 * 4) / 100) * Math.sqrt((30 / 29) * (400 / 397)), 12);
  });

  it("goes by sessions where tenants are few, and by days where those are", () => {
    const products = { count: 40, aa: 8, ab: 0, bb: 0 };
    expect(differenceOf([{ groups: [group({ ...sides, sessions: products })] }]).clusters).toEqual({
      ...{ by: "session", count: 40 },
    });
    const by_day = differenceOf([
      { groups: [group({ ...sides, weighed: 10 })] },
      { groups: [group({ ...sides, weighed: 0 })] },
    ]);
    expect(by_day.clusters).toEqual({ by: "day", count: 2 });
    expect(by_day.error).toBeCloseTo((Math.sqrt(2 * 25) / 100) * Math.sqrt(2 * (400 / 397)), 12);
  });

  it("sees a jump at a policy version, only in favour of the focus", () => {
    const tenants = { keys, a: keys.map((_, at) => (at % 2 === 0 ? 0.1 : -0.1)), b: keys.map(() => 0) };
    const version = (policy_version: string, weighed: number) => ({
      day: DAY,
      content: { groups: [group({ ...sides, tenants, policy_version, weighed })] },
    });
    const question = { alpha: 0.01, look: 1, tolerance: 0.5, sign: 1 } as const;
    const up = jumpsOf([version("v1", 0), version("v2", 10)], question);
    expect(up.reasons).toEqual(["jump_at_version: main v2"]);
    expect(jumpsOf([version("v1", 10), version("v2", 0)], question).reasons).toEqual([]);
  });
});

describe("a census", () => {
  it("has a ceiling, and a line from which it is watched", () => {
    const test = ShareCeiling.parse({ metric: "share_ceiling", focus: "first_party", ceiling: 0.5 });
    const judge = (own: number) =>
      judgeCeiling({
        test,
        days: days({
          parts: [
            { owner: "a", own: true, decisions: own, amount: own },
            { owner: "b", own: false, decisions: 100 - own, amount: 100 - own },
            { owner: null, own: false, decisions: 500, amount: 500 },
          ],
        }),
      }).verdict;
    expect([judge(40), judge(46), judge(50), judge(51)]).toEqual(["kept", "watch", "watch", "breach"]);
    expect(judgeCeiling({ test, days: days({ parts: [] }) }).verdict).toBe("no_data");
  });

  it("needs its coverage", () => {
    const test = CoverageCheck.parse({ metric: "coverage" });
    const judge = (comparable: number, unattributed: number) =>
      judgeCoverage({
        test,
        days: days({ routed: 100, comparable, excluded: { unattributed_candidate: unattributed } }),
      });
    expect(judge(80, 5).verdict).toBe("kept");
    expect(judge(79, 5).figures.because).toEqual(["coverage"]);
    expect(judge(90, 6).figures.because).toEqual(["unattributed"]);
  });
});

describe("an attestation", () => {
  const people = ["anna@example.com", "berta@example.com"];
  const test = Attestation.parse({ metric: "attestation", question: "Is it so?", people });
  const said = (email: string, answer: string, expires_on: string | null = null) => ({
    ...{ id: email, day: DAY, email, answer, evidence_sha256: "0".repeat(64), expires_on },
  });
  const judge = (...answers: object[]) => judgeAnswers({ test, day: DAY, days: days({ answers }) });

  it("is kept when everybody says so on evidence that holds", () => {
    expect(judge(said("anna@example.com", "kept"), said("berta@example.com", "kept")).verdict).toBe("kept");
    expect(judge(said("anna@example.com", "kept")).figures.because).toEqual(["not_all_answered"]);
    const expired = judge(said("anna@example.com", "kept", "2026-04-30"), said("berta@example.com", "kept"));
    expect([expired.verdict, expired.figures.because]).toEqual(["inconclusive", ["without_evidence"]]);
  });

  it("is a breach when somebody says that it is not, and without data when nobody answers", () => {
    expect(judge(said("anna@example.com", "not_kept")).verdict).toBe("breach");
    expect(judge().verdict).toBe("no_data");
    expect(judge({ ...said("anna@example.com", "kept"), day: "2026-04-01" }).verdict).toBe("no_data");
  });
});

describe("the standard between partners", () => {
  it("is learnt anew without one, by another catalogue, and with half as much again or a third less", () => {
    const covariates = ["quality" as const, "log_cost" as const];
    const fit = { choices: 100, catalogue_version: "a", reason: null, covariates };
    expect(isRefitDue(undefined, 0, "a")).toBe(true);
    expect([100, 149, 70].map((choices) => isRefitDue(fit, choices, "a"))).toEqual([false, false, false]);
    expect([150, 66].map((choices) => isRefitDue(fit, choices, "a"))).toEqual([true, true]);
    expect(isRefitDue(fit, 100, "b")).toBe(true);
    // Twenty a coefficient: neither tried before nor later.
    const none = { ...fit, choices: 10, reason: "too_few_partner_choices" as const };
    expect([9, 39, 40].map((choices) => isRefitDue(none, choices, "a"))).toEqual([false, false, true]);
  });

  it("adds choices up by router and version, and takes the last fit of each", () => {
    const part = (policy_version: string, decisions: number) => ({ router: "r", policy_version, decisions });
    const sums = sumChoices([part("v1", 2), part("v1", 3), part("v2", 4)]);
    expect([...sums.values()].map(({ decisions }) => decisions)).toEqual([5, 4]);
    const made = (policy_version: string, b_version: number) => ({
      ...part(policy_version, 0),
      b_version,
    });
    const fits = [made("v1", 1), made("v1", 3), made("v2", 2)] as unknown as Parameters<typeof latestFits>[0];
    expect(
      latestFits(fits)
        .map(({ b_version }) => b_version)
        .sort(),
    ).toEqual([2, 3]);
  });
});
