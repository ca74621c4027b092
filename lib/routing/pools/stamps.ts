import { createHash } from "node:crypto";
import { type PoolPolicy, type Pools, poolChanges } from "./pool";

type Of = {
  /** Absent: every router. */
  router?: string | undefined;
  /** The version that decisions name; absent or empty: any, or none. */
  policy_version?: string | undefined;
};

type Known = {
  policies: readonly PoolPolicy[];
  changes: readonly number[];
  stamps: Map<number, string | null>;
};

// The pools of a register stay one object for as long as nobody changes it.
const known = new WeakMap<Pools, Map<string, Known>>();

function policiesOf({ routers }: Pools, { router, policy_version = "" }: Of): PoolPolicy[] {
  const own = router === undefined ? [...routers.values()].flat() : [...(routers.get(router) ?? [])];
  return policy_version === "" ? own : own.filter((policy) => policy.policy_version === policy_version);
}

function knownOf(pools: Pools, of: Of): Known {
  const all = known.get(pools) ?? new Map<string, Known>();
  known.set(pools, all);
  const name = JSON.stringify([of.router ?? null, of.policy_version ?? ""]);
  const found = all.get(name);
  if (found) return found;
  const policies = policiesOf(pools, of);
  const fresh: Known = { policies, changes: poolChanges(policies), stamps: new Map() };
  all.set(name, fresh);
  return fresh;
}

/** What policies that have begun supply as candidates, with the prices and estimates of before an instant. */
function stampOf(policies: readonly PoolPolicy[], to_ms: number): string | null {
  const before = <T extends { from_ms: number }>(dated: readonly T[]) =>
    dated.filter(({ from_ms }) => from_ms < to_ms);
  const begun = before(policies);
  if (begun.every(({ models }) => models.length === 0)) return null;
  const said = begun.map(({ models, ...policy }) => [
    policy,
    models.map(({ name, model, offer }) => [
      name,
      model?.model_id ?? null,
      before(offer?.prices ?? []),
      before(offer?.quality_estimates ?? []),
    ]),
  ]);
  return createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16);
}

/**
 * Changes whenever the candidates, prices or estimates do that policies supply to decisions before an instant; null where
 * they supply none. A policy that begins later is none of their business, so that announcing one changes no day that is
 * past.
 */
export function poolsBefore(pools: Pools, of: Of, to_ms: number): string | null {
  if (pools.routers.size === 0) return null;
  const { policies, changes, stamps } = knownOf(pools, of);
  const later = changes.findIndex((at_ms) => at_ms >= to_ms);
  const passed = later < 0 ? changes.length : later;
  const found = stamps.get(passed);
  if (found !== undefined) return found;
  const stamp = stampOf(policies, to_ms);
  stamps.set(passed, stamp);
  return stamp;
}
