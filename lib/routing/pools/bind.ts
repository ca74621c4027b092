import type { Param } from "@/lib/clickhouse/server";
import { type Pool, type PoolPolicy, type Pools, poolChanges, poolOf } from "./pool";

/** What POOL_NUMBER binds, and the pools that it numbers, from 1. */
export type BoundPools = { params: Record<string, Param>; pools: readonly Pool[] };

// Room for 2^20 scopes over milliseconds of 278 years: a scope's instants lie together and in order.
const SPAN = 2 ** 43;

/**
 * The number of a decision's pool; 0 where candidates were logged, where no router decided, and where no policy
 * declares any. A scope is a router, a version (or none) and a task; within it the instant decides.
 */
export const POOL_NUMBER = `if(empty(cand_model) AND decided_by = 'router',
  transform(
    roundDown(
      transform(
        sipHash64(router, policy_version, if(has({pool_tasks:Array(String)}, task), task, '')),
        arrayMap((r, v, t) -> sipHash64(r, v, t), {scope_routers:Array(String)}, {scope_versions:Array(String)}, {scope_tasks:Array(String)}),
        {scope_numbers:Array(UInt64)},
        toUInt64(0)
      ) * toUInt64(${SPAN}) + toUInt64(greatest(0, toUnixTimestamp64Milli(occurred_at))),
      {pool_keys:Array(UInt64)}),
    {pool_keys:Array(UInt64)}, {pool_numbers:Array(UInt32)}, toUInt32(0)),
  toUInt32(0))`;

type Scope = { router: string; policy_version: string; task: string; policies: readonly PoolPolicy[] };

const tasksOf = (policies: readonly PoolPolicy[]): string[] => {
  const estimates = policies.flatMap(({ models }) =>
    models.flatMap(({ offer }) => offer?.quality_estimates ?? []),
  );
  return [...new Set(estimates.flatMap(({ task }) => (task === null ? [] : [task])))].sort();
};

/** Every case that policies tell apart; a version is one of its own, since a decision may name it at any time. */
function scopesOf(pools: Pools, tasks: readonly string[], router: string | undefined): Scope[] {
  return [...pools.routers]
    .filter(([name]) => router === undefined || name === router)
    .flatMap(([name, policies]) => [
      ...["", ...tasks].map((task) => ({ router: name, policy_version: "", task, policies })),
      ...policies
        .filter(({ models }) => models.length > 0)
        .flatMap((policy) =>
          ["", ...tasks].map((task) => ({
            router: name,
            policy_version: policy.policy_version,
            task,
            policies: [policy],
          })),
        ),
    ]);
}

/** Binds the pools of a window, of one router or of all; null where no policy declares candidates. */
export function bindPools(
  pools: Pools,
  window: { from_ms: number; to_ms: number; router?: string | undefined },
): BoundPools | null {
  const policies = [...pools.routers.values()].flat();
  const tasks = tasksOf(policies);
  const scopes = scopesOf(pools, tasks, window.router);
  const numbered = new Map<string, { number: number; pool: Pool }>();
  const numberOf = (pool: Pool | null): number => {
    if (!pool) return 0;
    const key = JSON.stringify(pool);
    const found = numbered.get(key) ?? { number: numbered.size + 1, pool };
    numbered.set(key, found);
    return found.number;
  };
  // Times before 1970 would run into the scope before.
  const start = Math.max(0, window.from_ms);
  const keys: bigint[] = [0n];
  const numbers: number[] = [0];
  for (const [index, { router, policy_version, task, policies: own }] of scopes.entries()) {
    const within = poolChanges(own).filter((at) => at > start && at < window.to_ms);
    let last = -1;
    for (const [place, at_ms] of [start, ...within].entries()) {
      const number = numberOf(poolOf(pools, { router, policy_version, task, at_ms }));
      if (number === last) continue;
      last = number;
      keys.push(BigInt(index + 1) * BigInt(SPAN) + BigInt(place === 0 ? 0 : at_ms));
      numbers.push(number);
    }
  }
  if (numbered.size === 0) return null;
  return {
    pools: [...numbered.values()].map(({ pool }) => pool),
    params: {
      pool_tasks: tasks,
      scope_routers: scopes.map(({ router }) => router),
      scope_versions: scopes.map(({ policy_version }) => policy_version),
      scope_tasks: scopes.map(({ task }) => task),
      scope_numbers: scopes.map((_, index) => index + 1),
      pool_keys: keys,
      pool_numbers: numbers,
    },
  };
}
