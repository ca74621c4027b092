import { describe, expect, it } from "vitest";
import { upperStudent } from "@/lib/neutrality/stats/student";
import { type Difference, differenceOf } from "./difference";
import { judgeDifference } from "./judge-difference";
import { jumpsOf } from "./jumps";
import type { SidesGroup } from "./schema";
import { saidOfAll, worstFirst } from "./worst";

describe("a difference under its tolerance", () => {
  const COUNT = 50;
  const found = (difference: number | null, error: number | null, n = 100, count = COUNT): Difference => ({
    ...{ difference, clusters: { by: "tenant", count } },
    spreads: error === null ? [] : [{ by: "tenant", count, error }],
    sides: { n1: n, s1: 0, n0: n, s0: 0 },
  });
  const question = { alpha: 0.01, look: 1, tolerance: 0.05, sign: 1 } as const;
  const judge = (difference: number, error: number, look = 1, sign: 1 | -1 = 1) =>
    judgeDifference(found(difference, error), { ...question, look, sign }).verdict;

  it("is a breach beyond the tolerance, kept within, a watch beyond zero, else inconclusive", () => {
    expect(judge(0.1, 0.01)).toBe("breach");
    expect(judge(0.02, 0.009)).toBe("kept");
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
      const { lower } = judgeDifference(found(0.1, 0.01), { ...question, look });
      const half = upperStudent(0.01 / (look * (look + 1)) / 2, COUNT - 1) * 0.01;
      expect(lower).toBeCloseTo(0.1 - half, 12);
    }
    const spent = Array.from({ length: 10_000 }, (_, at) => 0.01 / ((at + 1) * (at + 2)));
    expect(spent.reduce((sum, level) => sum + level, 0)).toBeLessThan(0.01);
    // The same figure is enough at the first look, and not at the hundredth.
    expect([judge(0.085, 0.01), judge(0.085, 0.01, 100)]).toEqual(["breach", "watch"]);
  });

  it("knows less the fewer clusters there are", () => {
    const of = (count: number) => judgeDifference(found(0.1, 0.01, 100, count), question).verdict;
    expect([of(50), of(5), of(2)]).toEqual(["breach", "watch", "inconclusive"]);
  });

  it("goes by the clusters that leave the most open, and says which", () => {
    const spread = (by: "day" | "tenant", count: number, error: number) => ({ by, count, error });
    const spreads = [spread("day", 30, 0.01), spread("tenant", 4, 0.01)];
    const judged = judgeDifference({ ...found(0.1, 0.01), spreads }, question);
    const width = upperStudent(0.0025, 3) * 0.01;
    expect(judged).toMatchObject({ verdict: "watch", by: "tenant", lower: 0.1 - width, upper: 0.1 + width });
    const other = [spread("day", 30, 0.03), spread("tenant", 29, 0.01)];
    expect(judgeDifference({ ...found(0.1, 0.01), spreads: other }, question).by).toBe("day");
  });

  it("says why it cannot say", () => {
    expect(judgeDifference(found(null, null, 0), question).verdict).toBe("no_data");
    expect(judgeDifference(found(null, null), question).because).toEqual(["one_side_alone"]);
    expect(judgeDifference(found(0.1, null), question).because).toEqual(["not_enough_evidence"]);
  });

  it("says nothing of fewer than a hundred on a side, however alike they are", () => {
    const alike = (n: number, difference: number, counted?: "both") => {
      const { verdict, because } = judgeDifference(found(difference, 0, n), { ...question, counted });
      return [verdict, ...because];
    };
    expect([alike(99, 1), alike(99, 0)]).toEqual([
      ["inconclusive", "too_few"],
      ["inconclusive", "too_few"],
    ]);
    expect([alike(100, 1)[0], alike(100, 0)[0]]).toEqual(["breach", "kept"]);
    expect([alike(50, 1, "both")[0], alike(49, 1, "both")[0]]).toEqual(["breach", "inconclusive"]);
    // A few on one day, without tenants: there is no interval either, and it is the few that say so.
    expect(judgeDifference(found(0.1, null, 3), question)).toMatchObject({
      ...{ verdict: "inconclusive", because: ["too_few"], lower: null, upper: null },
    });
  });
});

const NONE = { count: 0, aa: 0, ab: 0, bb: 0 };
const group = (over: Partial<SidesGroup>): SidesGroup => ({
  ...{ router: "main", policy_version: "v1", n1: 0, s1: 0, n0: 0, s0: 0 },
  ...{ weight: 0, weighed: 0, cells: 0, rows: 0 },
  ...{ tenants: { keys: [], a: [], b: [] }, alone: NONE, sessions: { ...NONE, named: 0 } },
  ...over,
});

describe("a difference of days", () => {
  const keys = Array.from({ length: 30 }, (_, at) => `t${at}`);
  const sides = { n1: 100, s1: 60, n0: 100, s0: 50, weight: 50, weighed: 5, cells: 1, rows: 200 };
  const zeros = keys.map(() => 0);

  it("adds a tenant's parts over days before they are squared", () => {
    const one = (a: number) => ({
      groups: [group({ ...sides, tenants: { keys, a: keys.map(() => a), b: zeros } })],
    });
    const { difference, spreads, clusters } = differenceOf([one(1), one(-1)]);
    expect([difference, spreads[0]?.error, clusters]).toEqual([0.1, 0, { by: "tenant", count: 30 }]);
    const alike = differenceOf([one(1), one(1)]);
    const error = (Math.sqrt(30 * 4) / 100) * Math.sqrt((30 / 29) * (400 / 397));
    expect(alike.spreads).toHaveLength(1);
    expect(alike.spreads[0]?.error).toBeCloseTo(error, 12);
  });

  it("goes by sessions where tenants are few, and by days where sessions that are named are", () => {
    const products = { count: 40, named: 30, aa: 8, ab: 0, bb: 0 };
    expect(differenceOf([{ groups: [group({ ...sides, sessions: products })] }]).clusters).toEqual({
      ...{ by: "session", count: 40 },
    });
    const unnamed = { ...products, count: 4000, named: 14 };
    const by_day = differenceOf([
      { groups: [group({ ...sides, weighed: 10, sessions: unnamed })] },
      { groups: [group({ ...sides, weighed: 0, sessions: unnamed })] },
    ]);
    expect(by_day.clusters).toEqual({ by: "day", count: 2 });
    expect(by_day.spreads[0]?.error).toBeCloseTo((Math.sqrt(2 * 25) / 100) * Math.sqrt(2 * (400 / 397)), 12);
    // One day has no error by days.
    expect(differenceOf([{ groups: [group({ ...sides, sessions: unnamed })] }]).spreads).toEqual([]);
  });

  it("keeps the error by tenants beside it where there are some, and too few to go by alone", () => {
    const tenants = {
      keys: keys.slice(0, 10),
      a: [3, -3, 3, -3, 3, -3, 3, -3, 3, -3],
      b: zeros.slice(0, 10),
    };
    const day = (weighed: number) => ({ groups: [group({ ...sides, weighed, tenants })] });
    const { spreads } = differenceOf([day(10), day(0)]);
    expect(spreads.map(({ by, count }) => [by, count])).toEqual([
      ["day", 2],
      ["tenant", 10],
    ]);
    const error = (Math.sqrt(10 * 36) / 100) * Math.sqrt((10 / 9) * (400 / 397));
    expect(spreads[1]?.error).toBeCloseTo(error, 12);
    // Rows that name no tenant have their part of the error, and make of ten tenants no more of them.
    const alone = { count: 40, aa: 100, ab: 0, bb: 0 };
    const some = { groups: [group({ ...sides, weighed: 10, tenants, alone })] };
    const [, beside] = differenceOf([some, day(0)]).spreads;
    expect(beside?.count).toBe(10);
    const with_alone = (Math.sqrt(10 * 36 + 100) / 100) * Math.sqrt((10 / 9) * (400 / 397));
    expect(beside?.error).toBeCloseTo(with_alone, 12);
    // Of thirty that are named each of the others is one more.
    const many = { keys, a: zeros, b: zeros };
    expect(differenceOf([{ groups: [group({ ...sides, tenants: many, alone })] }]).clusters.count).toBe(70);
  });

  it("leaves out an empty day", () => {
    const day = { groups: [group({ ...sides, tenants: { keys, a: keys.map((_, at) => at), b: zeros } })] };
    expect(differenceOf([day, { groups: [] }])).toEqual(differenceOf([day]));
    expect(differenceOf([{ groups: [] }])).toMatchObject({ difference: null, spreads: [] });
  });

  it("sees a jump at a policy version, only in favour of the focus", () => {
    const tenants = { keys, a: keys.map((_, at) => (at % 2 === 0 ? 0.1 : -0.1)), b: zeros };
    const version = (policy_version: string, weighed: number, over: Partial<SidesGroup> = {}) => ({
      groups: [group({ ...sides, tenants, policy_version, weighed, ...over })],
    });
    const question = { alpha: 0.01, look: 1, tolerance: 0.5, sign: 1 } as const;
    const jumps = (...all: ReturnType<typeof version>[]) =>
      jumpsOf([{ days: all, code: "jump_at_version" }], question).reasons;
    expect(jumps(version("v1", 0), version("v2", 10))).toEqual(["jump_at_version: main v2"]);
    expect(jumps(version("v1", 10), version("v2", 0))).toEqual([]);
    expect(jumps(version("v1", 0), version("v2", 10, { n1: 99 }))).toEqual([]);
    const kinds = [{ days: [version("v1", 0), version("v2", 10)], code: "jump_at_version", kind: "cache" }];
    expect(jumpsOf(kinds, question).reasons).toEqual(["jump_at_version: main v2, cache"]);
  });
});

describe("several figures of one verdict", () => {
  const figure = (kind: string, verdict: "kept" | "watch" | "breach" | "inconclusive", reason: string) => ({
    ...{ kind, judged: { verdict, because: [reason], lower: null, upper: null, by: "day" as const } },
  });
  const kept = figure("cache", "kept", "within_tolerance");
  const open = figure("pinned", "inconclusive", "not_enough_evidence");
  const few = figure("sticky", "inconclusive", "too_few");
  const breach = figure("fallback", "breach", "beyond_tolerance");
  const said = (...figures: ReturnType<typeof figure>[]) => saidOfAll(worstFirst(figures));

  it("is that of the worst, and a few decisions hold up nothing", () => {
    expect(said(kept, breach, open)).toEqual({
      verdict: "breach",
      because: ["beyond_tolerance: fallback", "not_enough_evidence: pinned", "within_tolerance: cache"],
    });
    expect(said(kept, open).verdict).toBe("inconclusive");
    expect(said(few, kept)).toEqual({
      verdict: "kept",
      because: ["within_tolerance: cache", "too_few: sticky"],
    });
    expect(said(few).verdict).toBe("inconclusive");
    expect(said().verdict).toBe("no_data");
  });
});
