import { describe, expect, it } from "vitest";
import type { Offer } from "@/lib/register";
import { bindPools } from "./bind";
import { groupPolicies, listCost, type PoolPolicy, type PoolQuestion, type Pools, poolOf } from "./pool";

const at = (text: string): number => Date.parse(text);

const offer: Offer = {
  prices: [
    { from_ms: Number.NEGATIVE_INFINITY, input: 3, output: 15 },
    { from_ms: at("2026-03-01"), input: 2, output: null },
    { from_ms: at("2026-05-01"), input: 1, output: 5 },
  ],
  quality_estimates: [
    { task: null, from_ms: at("2026-01-01"), quality: 0.5 },
    { task: "code", from_ms: at("2026-02-01"), quality: 0.8 },
  ],
};

const policy = (policy_version: string, from: string, models: string[], router = "main"): PoolPolicy => ({
  router,
  policy_version,
  from_ms: at(from),
  models: models.map((name) => ({ name, model: null, offer: name === "priced" ? offer : null })),
});

const pools: Pools = {
  routers: groupPolicies([
    policy("v2", "2026-02-01", ["b", "priced"]),
    policy("v1", "2026-01-01", ["a"]),
    policy("silent", "2026-06-01", []),
    policy("x1", "2026-01-01", ["x"], "other"),
  ]),
  version: "",
};

const question = (over: Partial<PoolQuestion>): PoolQuestion => ({
  router: "main",
  policy_version: "",
  task: "",
  at_ms: at("2026-04-01"),
  ...over,
});
const ask = (over: Partial<PoolQuestion>) => poolOf(pools, question(over));
const names = (over: Partial<PoolQuestion>) => ask(over)?.candidates.map(({ name }) => name);
const priced = (over: Partial<PoolQuestion>) => ask(over)?.candidates.find(({ name }) => name === "priced");

describe("the pool of a decision", () => {
  it("is that of the version it names, whenever that began", () => {
    expect(names({ policy_version: "v1" })).toEqual(["a"]);
    expect(names({ policy_version: "v2", at_ms: at("2026-01-05") })).toEqual(["b", "priced"]);
    expect(names({ policy_version: "v9" })).toBeUndefined();
  });
  it("is else that of the policy in force, from its first instant on", () => {
    expect(names({ at_ms: at("2026-02-01") - 1 })).toEqual(["a"]);
    expect(names({ at_ms: at("2026-02-01") })).toEqual(["b", "priced"]);
    expect(names({ at_ms: at("2026-01-01") - 1 })).toBeUndefined();
  });
  it("is its own router's", () => {
    expect(names({ router: "other" })).toEqual(["x"]);
    expect(names({ router: "none" })).toBeUndefined();
    expect(names({ router: "other", policy_version: "v1" })).toBeUndefined();
  });
  it("is none under a policy that declares no candidates: an older one has ended", () => {
    expect(names({ at_ms: at("2026-06-01") })).toBeUndefined();
  });
  it("has the prices of its day, each side the latest that is stated", () => {
    const prices = (day: string) => {
      const { input_price, output_price } = priced({ policy_version: "v2", at_ms: at(day) }) ?? {};
      return [input_price, output_price];
    };
    expect(["2026-02-28", "2026-03-01", "2026-05-01"].map(prices)).toEqual([
      [3, 15],
      [2, 15],
      [1, 5],
    ]);
  });
  it("has the quality of its task and day, else that of every task, else none", () => {
    const quality = (task: string, day: string) =>
      priced({ policy_version: "v2", task, at_ms: at(day) })?.quality;
    expect(quality("code", "2026-03-01")).toBe(0.8);
    expect(quality("chat", "2026-03-01")).toBe(0.5);
    expect(quality("", "2026-03-01")).toBe(0.5);
    expect(quality("code", "2026-01-15")).toBe(0.5);
    expect(quality("code", "2025-12-31")).toBeNull();
    expect(ask({})?.candidates[0]?.quality).toBeNull();
  });
});

describe("listCost", () => {
  const candidate = { name: "m", model: null, quality: null, input_price: 3, output_price: 15 };
  const tokens = (input_tokens: number | null, output_tokens: number | null) => ({
    input_tokens,
    output_tokens,
  });
  it("is tokens at list prices, in USD", () => {
    expect(listCost(candidate, tokens(1000, 200))).toBe(0.006);
  });
  it("is not known without a price or a count", () => {
    expect(listCost(candidate, tokens(null, 200))).toBeNull();
    expect(listCost(candidate, tokens(1000, null))).toBeNull();
    expect(listCost({ ...candidate, output_price: null }, tokens(1000, 200))).toBeNull();
  });
  it("asks no price for tokens of which there are none", () => {
    expect(listCost({ ...candidate, output_price: null }, tokens(1000, 0))).toBe(0.003);
  });
});

describe("bindPools", () => {
  const window = { from_ms: at("2026-01-01"), to_ms: at("2026-07-01") };
  it("numbers every pool that the window can meet once, 0 for none", () => {
    const bound = bindPools(pools, { ...window, router: "other" });
    expect(bound?.pools.map(({ candidates }) => candidates.map(({ name }) => name))).toEqual([["x"]]);
    expect(new Set(bound?.params.pool_numbers as number[])).toEqual(new Set([0, 1]));
    const all = bindPools(pools, window)?.pools ?? [];
    expect(new Set(all.map((pool) => JSON.stringify(pool))).size).toBe(all.length);
  });
  it("keeps keys in order and apart by scope", () => {
    const keys = (bindPools(pools, window)?.params.pool_keys ?? []) as bigint[];
    expect(keys).toEqual([...new Set(keys)].sort((a, b) => (a < b ? -1 : 1)));
  });
  it("is null where no policy declares candidates", () => {
    const empty = { routers: groupPolicies([policy("v1", "2026-01-01", [])]), version: "" };
    expect(bindPools(empty, window)).toBeNull();
    expect(bindPools(pools, { ...window, router: "none" })).toBeNull();
  });
});
