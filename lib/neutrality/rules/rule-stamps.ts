import { createHash } from "node:crypto";
import type { DeclaredRules, RulePolicy } from "./load-rules";

const stampOf = (said: unknown): string =>
  createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16);

// The rules of a register stay one object for as long as nobody changes it.
const known = new WeakMap<DeclaredRules, Map<string, string>>();

/**
 * Changes whenever the rules do by which decisions before an instant are judged, of one router or of all. A policy that
 * begins later is none of their business, so that announcing one changes no day that is past.
 */
export function rulesBefore(rules: DeclaredRules, router: string | undefined, to_ms: number): string {
  const routers = router === undefined ? [...rules.routers.keys()] : [router];
  const begun = routers
    .map((name) => {
      const policies = rules.routers.get(name) ?? [];
      const later = policies.findIndex(({ from_ms }) => from_ms >= to_ms);
      return [name, later < 0 ? policies.length : later] as const;
    })
    .filter(([, count]) => count > 0);
  const stamps = known.get(rules) ?? new Map<string, string>();
  known.set(rules, stamps);
  const name = JSON.stringify(begun);
  const stamp =
    stamps.get(name) ??
    stampOf(begun.map(([of, count]) => [of, rules.routers.get(of)?.slice(0, count) ?? []]));
  stamps.set(name, stamp);
  return stamp;
}

/** Changes whenever the rule of one version does. */
export function stampOfRule(
  { routers }: DeclaredRules,
  { router, policy_version }: { router: string } & Pick<RulePolicy, "policy_version">,
): string {
  const policies = routers.get(router) ?? [];
  return stampOf(policies.find((policy) => policy.policy_version === policy_version)?.rule ?? null);
}
