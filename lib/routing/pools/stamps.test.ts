import { expect, it } from "vitest";
import type { Offer } from "@/lib/register";
import { groupPolicies, type PoolPolicy, type Pools } from "./pool";
import { poolsBefore } from "./stamps";

const at = (text: string): number => Date.parse(text);

const offer = (quality: number, price = 3): Offer => ({
  prices: [
    { from_ms: Number.NEGATIVE_INFINITY, input: price, output: 15 },
    { from_ms: at("2026-05-01"), input: 1, output: 5 },
  ],
  quality_estimates: [{ task: null, from_ms: at("2026-01-01"), quality }],
});

const policy = (policy_version: string, from: string, names: string[], given: Offer | null): PoolPolicy => ({
  ...{ router: "main", policy_version, from_ms: at(from) },
  models: names.map((name) => ({ name, model: null, offer: given })),
});

const register = (...policies: PoolPolicy[]): Pools => ({ routers: groupPolicies(policies), version: "" });

const FEBRUARY = at("2026-02-01");
const first = policy("v1", "2026-01-01", ["a", "b"], offer(0.5));
const stamp = (...policies: PoolPolicy[]) => poolsBefore(register(...policies), { router: "main" }, FEBRUARY);

it("is another when what stood to choose, its price or its quality is", () => {
  const now = stamp(first);
  expect(stamp(policy("v1", "2026-01-01", ["a", "b"], offer(0.5)))).toBe(now);
  const others = [
    stamp(policy("v1", "2026-01-01", ["a"], offer(0.5))),
    stamp(policy("v1", "2026-01-02", ["a", "b"], offer(0.5))),
    stamp(policy("v1", "2026-01-01", ["a", "b"], offer(0.6))),
    stamp(policy("v1", "2026-01-01", ["a", "b"], offer(0.5, 2))),
    stamp(first, policy("v2", "2026-01-09", [], null)),
  ];
  expect(new Set([now, ...others]).size).toBe(6);
});

it("is the same for days before something begins", () => {
  expect(stamp(first, policy("v2", "2026-02-01", ["a"], offer(0.5)))).toBe(stamp(first));
  const dearer = { ...offer(0.5), prices: [...offer(0.5).prices].slice(0, 1) };
  expect(stamp(policy("v1", "2026-01-01", ["a", "b"], dearer))).toBe(stamp(first));
});

it("is that of one router, and of one version where decisions name it", () => {
  const pools = register(first, { ...first, router: "other" }, policy("v2", "2026-01-09", ["a"], null));
  const more = register(first, policy("v2", "2026-01-09", ["a"], null));
  expect(poolsBefore(pools, { router: "main" }, FEBRUARY)).toBe(
    poolsBefore(more, { router: "main" }, FEBRUARY),
  );
  expect(poolsBefore(pools, {}, FEBRUARY)).not.toBe(poolsBefore(more, {}, FEBRUARY));
  const of_v1 = { router: "main", policy_version: "v1" };
  expect(poolsBefore(more, of_v1, FEBRUARY)).toBe(poolsBefore(register(first), of_v1, FEBRUARY));
});

it("is none where nothing is supplied", () => {
  expect(stamp()).toBeNull();
  expect(stamp(policy("v1", "2026-01-01", [], null))).toBeNull();
  expect(stamp(policy("v1", "2026-03-01", ["a"], null))).toBeNull();
});
