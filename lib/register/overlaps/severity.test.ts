import { describe, expect, it } from "vitest";
import { money } from "./factors/money";
import { rightsFactor } from "./factors/rights";
import { trafficFactor } from "./factors/traffic";
import { graphOf } from "./graph";
import { FACTORS, POINTS_TABLE, severityOf } from "./points-table";
import { type Factor, rate } from "./severity";
import { partnership, party, right, round, smallMarket, stake } from "./testing/snapshot-fixture";

const factors = (...points: (number | null)[]): Factor[] =>
  FACTORS.map((key, index) => ({ key, known: "", points: points[index] ?? null }));

describe("severity", () => {
  it("is 1 to 5 by the points of what is known", () => {
    expect([0, 2, 3, 5, 6, 8, 9, 11, 12, 18].map(severityOf)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it("says what the unknown could add, which is not zero, and never lowers it", () => {
    expect(rate(factors(4, 4, null, 3, 1), 1)).toEqual({
      severity: 5,
      points: 12,
      points_max: 18,
      known: 4,
      factor_count: 5,
      could_add: 3,
    });
    expect(rate(factors(), 1)).toMatchObject({ severity: 1, points: 0, known: 0, could_add: 18 });
  });

  it("counts half, rounded up, where a date is unknown", () => {
    expect(rate(factors(4, 4, null, null, 1), 0.5)).toMatchObject({
      points: 5,
      points_max: 9,
      could_add: 3,
      severity: 2,
    });
  });

  it("has no factor that can give more than its share", () => {
    const most: Record<string, number> = {
      closeness: Math.max(...POINTS_TABLE.closeness),
      money: Math.max(...POINTS_TABLE.money.map(({ points }) => points)),
      rights: Math.max(...Object.values(POINTS_TABLE.rights)),
      traffic: Math.max(...POINTS_TABLE.traffic.map(({ points }) => points)),
      alternatives: Math.max(...Object.values(POINTS_TABLE.alternatives)),
    };
    for (const key of FACTORS) expect(most[key]).toBe(POINTS_TABLE.factors[key].max);
  });
});

describe("money", () => {
  const zeta = party("zeta", ["partner"]);
  const graph = graphOf(smallMarket());
  const of = (...stakes: Parameters<typeof stake>[]) =>
    money(
      graph,
      stakes.map(([investor, amount, rest]) => ({
        round: round("zeta", [], rest?.state === "eur" ? { currency: "EUR" } : {}),
        participation: stake(investor, amount, rest),
      })),
      [zeta],
    );

  it("sums what is stated in USD, exactly, by steps", () => {
    expect(
      [of(["a", "999999999.99"]), of(["a", "999999999.99"], ["a", "0.01"])].map(({ points }) => points),
    ).toEqual([3, 4]);
    expect(of(["a", "0"]).points).toBe(0);
    expect(of(["a", "0.5"]).points).toBe(1);
  });

  it("is unknown without an amount, and does not convert", () => {
    expect(of().points).toBeNull();
    expect(of(["a", null]).points).toBeNull();
    expect(of(["a", "5000000000", { state: "eur" }]).points).toBeNull();
    expect(of(["a", "5000000000", { state: "eur" }], ["a", "10"])).toEqual({
      key: "money",
      known: "USD\u00a010 committed to Zeta, and amounts that are not known in USD",
      points: 1,
    });
  });
});

describe("rights", () => {
  const held = (...states: [string, "agreed" | "not_agreed" | "unknown"][]) =>
    states.map(([type, state]) => ({
      right: right(type, "zeta", "acme", type, state),
      partnership: partnership("zeta", []),
    }));

  it("keeps agreed, not agreed and unknown apart", () => {
    expect(rightsFactor(held(), "Zeta").points).toBeNull();
    expect(rightsFactor(held(["board_seat", "unknown"]), "Zeta").points).toBeNull();
    expect(rightsFactor(held(["board_seat", "not_agreed"]), "Zeta").points).toBe(0);
    expect(rightsFactor(held(["board_seat", "not_agreed"], ["veto", "unknown"]), "Zeta").points).toBeNull();
    expect(rightsFactor(held(["revenue_share", "agreed"], ["board_seat", "agreed"]), "Zeta").points).toBe(3);
    expect(rightsFactor(held(["revenue_share", "agreed"], ["veto", "unknown"]), "Zeta").points).toBe(1);
  });
});

describe("traffic", () => {
  const traffic = {
    generated: false,
    from: "2026-04-01",
    to: "2026-11-20",
    decisions: 1000,
    products: { chat: 150, one: 50 },
    routers: {},
  };

  it("is the share of what went to the products concerned, and unknown before any came", () => {
    expect(trafficFactor({ product_ids: ["chat", "one"] }, traffic)).toMatchObject({ points: 3 });
    expect(trafficFactor({ product_ids: ["nothing"] }, traffic)).toMatchObject({ points: 0 });
    expect(trafficFactor({ product_ids: ["chat"] }, null).points).toBeNull();
    expect(trafficFactor({ product_ids: ["chat"] }, { ...traffic, decisions: 0 }).points).toBeNull();
    expect(trafficFactor({ router: "main" }, traffic).points).toBeNull();
  });
});
