import { describe, expect, it } from "vitest";
import { seeded } from "@/lib/testing/random";
import { emptyRuleDay } from "./declared-day";
import { keptDeviations, rulePhi } from "./declared-phi";
import { type DeclaredDay, type DeviationSums, type KeptDeviations, noSums } from "./declared-schema";

/** One decision under a constant noise: its clusters ('0': none), and what it was. */
type One = { day: number; tenant: string; session: string; sums: DeviationSums };

const KINDS: DeviationSums[] = [
  [1, 0, 0, 0, 0],
  [1, 1, 0, 0, 0],
  [1, 0, 1, 0, 0],
  [1, 0, 0, 1, 0],
  [1, 0, 0, 1, 1],
];

function draw(tenants: number, sessions: number): One[] {
  const random = seeded(11);
  const pick = (count: number) => (random() < 0.1 ? "0" : String(1 + Math.floor(random() * count)));
  return Array.from({ length: 3000 }, (_, index) => {
    const [tenant, session] = [pick(tenants), pick(sessions)];
    // Some clusters deviate more than others.
    const lean = Number(tenant) % 5 === 0 || Number(session) % 7 === 0 ? 0.5 : 0.05;
    const kind = random() < lean ? 1 + Math.floor(random() * 4) : 0;
    return { day: index % 6, tenant, session, sums: KINDS[kind] ?? noSums() };
  });
}

const add = (sums: DeviationSums, more: DeviationSums): DeviationSums =>
  sums.map((value, at) => value + (more[at] ?? 0)) as DeviationSums;

function sumsBy(rows: readonly One[], key: (one: One) => string): KeptDeviations & { alone: DeviationSums } {
  const found = new Map<string, DeviationSums>();
  for (const one of rows) found.set(key(one), add(found.get(key(one)) ?? noSums(), one.sums));
  const named = [...found].filter(([name]) => name !== "0");
  const columns = noSums().map((_, at) => named.map(([, sums]) => sums[at] ?? 0));
  return {
    keys: named.map(([name]) => name),
    sums: columns as unknown as KeptDeviations["sums"],
    alone: found.get("0") ?? noSums(),
  };
}

const dayOf = (rows: readonly One[]): DeclaredDay => {
  const empty = emptyRuleDay();
  const sessions = keptDeviations(sumsBy(rows, ({ session }) => session));
  const clusters = {
    tenants: sumsBy(rows, ({ tenant }) => tenant),
    sessions,
    sum: rows.reduce((sum, one) => add(sum, one.sums), noSums()),
  };
  return {
    ...empty,
    counts: { ...empty.counts, usable: rows.length },
    rules: { ...empty.rules, clusters },
  };
};

/** The same from single decisions, about the window's means: as `readDispersion` has it. */
function byHand(rows: readonly One[], cluster: (one: One, index: number) => string): number {
  const [n, toward, away, ties, won] = rows.reduce((sum, one) => add(sum, one.sums), noSums());
  const [p, q, w] = [toward / n, away / n, won / ties];
  const groups = new Map<string, [number, number, number]>();
  for (const [index, one] of rows.entries()) {
    const name = cluster(one, index);
    const [a, b, c] = groups.get(name) ?? [0, 0, 0];
    const [, t, u, tie, own] = one.sums;
    groups.set(name, [a + t - p, b + u - q, c + (tie ? own - w : 0)]);
  }
  const squares = (at: 0 | 1 | 2) => [...groups.values()].reduce((sum, group) => sum + group[at] ** 2, 0);
  return Math.max(
    1,
    squares(0) / (n * p * (1 - p)),
    squares(1) / (n * q * (1 - q)),
    squares(2) / (ties * w * (1 - w)),
  );
}

const named = (name: string, index: number): string => (name === "0" ? `alone ${index}` : name);

describe("what dependence costs a constant noise, from days that were kept one by one", () => {
  it.each([
    ["tenant", 60, 200, (one: One, index: number) => named(one.tenant, index)],
    ["session", 12, 200, (one: One, index: number) => named(one.session, index)],
    ["day", 12, 20, ({ day }: One) => String(day)],
  ] as const)("is that of single decisions by %s", (by, tenants, sessions, cluster) => {
    const rows = draw(tenants, sessions);
    const days = Array.from({ length: 6 }, (_, day) => dayOf(rows.filter((one) => one.day === day)));
    const { clusters, dispersion } = rulePhi(days);
    expect(clusters.by).toBe(by);
    const wanted = byHand(rows, cluster);
    expect(Math.abs(dispersion / wanted - 1)).toBeLessThan(1e-9);
    if (by !== "day") expect(dispersion).toBeGreaterThan(1.2);
    // A window that has grown is gone on with.
    rulePhi(days.slice(0, 3));
    expect(rulePhi(days)).toEqual({ clusters, dispersion, residual_squares: 0 });
  });

  it("takes very many sessions as if each ended at midnight", () => {
    const many = Array.from({ length: 6000 }, (_, at): One => {
      return { day: 0, tenant: "0", session: String(1 + (at % 5500)), sums: KINDS[at % 5] ?? noSums() };
    });
    const { sessions } = dayOf(many).rules.clusters;
    expect([sessions?.count, sessions?.keys.length]).toEqual([5500, 0]);
    const { clusters, dispersion } = rulePhi([dayOf(many)]);
    expect(clusters).toEqual({ by: "session", count: 5500 });
    const wanted = byHand(many, ({ session }) => session);
    expect(Math.abs(dispersion / wanted - 1)).toBeLessThan(1e-9);
  });
});
