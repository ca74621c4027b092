import { createHash } from "node:crypto";
import { lastChanges } from "@/lib/audit/server";
import { asDetection, type Tx } from "@/lib/db/server";
import { addDays, startOfDay } from "@/lib/kernel/time";
import { PolicyRule } from "@/lib/register";

/** A policy of a router as far as its rule goes. */
export type RulePolicy = {
  policy_version: string;
  from_ms: number;
  rule: PolicyRule | null;
  /** Retro-dated: when it begins was recorded only after that day was over. */
  late?: true;
};

/** Rules that policies declare, by router in order of time; policies without one too, since they end others. */
export type DeclaredRules = {
  routers: ReadonlyMap<string, readonly RulePolicy[]>;
  /** Changes whenever a decision's rule may. */
  version: string;
};

// Of two that begin at one instant the later name is in force, as for candidate pools.
const byTime = (a: RulePolicy, b: RulePolicy): number =>
  a.from_ms - b.from_ms || (a.policy_version < b.policy_version ? -1 : 1);

/** A day is judged when it is over: what is recorded on it is in time. */
const isLate = (from: Date, recorded: Date): boolean =>
  recorded.getTime() >= addDays(startOfDay(from.getTime()), 1);

/** What the register's policies declare as rules; the same for everybody. A retired policy is withdrawn. */
export async function loadRules(tx: Tx): Promise<DeclaredRules> {
  // Before the detection role, which may write to the log of changes and not read it.
  const moved = await lastChanges(tx, "policy", "from");
  const rows = await asDetection(tx, (inner) =>
    inner.policy.findMany({
      where: { retired_at: null },
      select: { id: true, router: true, policy_version: true, from: true, rule: true, created_at: true },
      orderBy: { router: "asc" },
    }),
  );
  const routers = new Map<string, RulePolicy[]>();
  for (const { id, router, policy_version, from, rule, created_at } of rows) {
    const policy: RulePolicy = {
      ...{ policy_version, from_ms: from.getTime(), rule: PolicyRule.nullable().parse(rule) },
      ...(isLate(from, moved.get(id) ?? created_at) ? { late: true } : {}),
    };
    routers.set(router, [...(routers.get(router) ?? []), policy]);
  }
  for (const of_router of routers.values()) of_router.sort(byTime);
  const said = JSON.stringify([...routers]);
  return { routers, version: createHash("sha256").update(said).digest("hex").slice(0, 16) };
}
