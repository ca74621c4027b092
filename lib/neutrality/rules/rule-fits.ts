import { daysBetween, startOfDay } from "@/lib/kernel/time";
import type { PolicyRule } from "@/lib/register";
import type { Version } from "../store/groups";
import type { DeclaredRules, RulePolicy } from "./load-rules";
import { type JudgedRule, judgeRule, type RuleFault } from "./rule";

/** Decisions that one rule is in force for: fits of this baseline. */
export type RuleFit = {
  router: string;
  /** The version that the decisions name, else the one of the register that was in force; null for neither. */
  policy_version: string | null;
  /** The rule as it is declared; null: none is. */
  declared: PolicyRule | null;
  judged: { rule: JudgedRule } | { reason: RuleFault };
  /** Only where the register alone says when it begins: it was recorded after that day. */
  late?: true;
};

/** A stretch of time of one prepared version: from which instant (ms since 1970) which fit, counted from 1. */
export type Stretch = { from_ms: number; fit: number };

export type RuleFits = {
  fits: readonly RuleFit[];
  /** Of each prepared version, in their order; in order of time, the first from the beginning. */
  stretches: readonly (readonly Stretch[])[];
};

/**
 * Which rule holds for which decisions: that of the version which they name, whenever it began; for those that name
 * none, their router's policy in force. Pure.
 */
export function ruleFits(
  versions: readonly Pick<Version, "router" | "policy_version">[],
  rules: DeclaredRules,
  window: { from_ms: number; to_ms: number },
): RuleFits {
  const fits: RuleFit[] = [];
  const stretches = versions.map(({ router, policy_version }) => {
    const policies = rules.routers.get(router) ?? [];
    const numberOf = (policy: RulePolicy | undefined): number =>
      fits.push({
        router,
        policy_version: policy_version === "" ? (policy?.policy_version ?? null) : policy_version,
        declared: policy?.rule ?? null,
        judged: judgeRule(policy?.rule ?? null),
        ...(policy_version === "" && policy?.late ? { late: true } : {}),
      });
    if (policy_version !== "") {
      const named = policies.find((policy) => policy.policy_version === policy_version);
      return [{ from_ms: 0, fit: numberOf(named) }];
    }
    const first = policies.findLast(({ from_ms }) => from_ms <= window.from_ms);
    const later = policies.filter(({ from_ms }) => from_ms > window.from_ms && from_ms < window.to_ms);
    return [
      { from_ms: 0, fit: numberOf(first) },
      ...later.map((policy) => ({ from_ms: policy.from_ms, fit: numberOf(policy) })),
    ];
  });
  return { fits, stretches };
}

/**
 * The versions with one of their own for each policy that was in force while decisions named none: a policy that begins
 * within the window is a start of the evidence, and the last one is in force, whether or not the log says so. One that was
 * recorded only after it began is no start, since its day may have been picked by what the data show, and ends no other:
 * `kept` has to hold since both began. Pure.
 */
export function ruleVersions(
  versions: readonly Version[],
  { fits, stretches }: RuleFits,
  window: { from_ms: number },
): Version[] {
  const dayOf = (ms: number) => daysBetween(startOfDay(window.from_ms), ms);
  return versions.flatMap((version, index) => {
    const parts = stretches[index] ?? [];
    if (parts.length < 2) return [version];
    const isLate = ({ fit }: Stretch, at: number) => at > 0 && fits[fit - 1]?.late === true;
    return parts
      .map(({ from_ms, fit }, at): Version => {
        const late = isLate({ from_ms, fit }, at);
        const next = parts.find((part, place) => place > at && (late || !isLate(part, place)));
        return {
          ...version,
          policy_version: fits[fit - 1]?.policy_version ?? "",
          first_day: at === 0 ? version.first_day : Math.max(version.first_day, dayOf(from_ms)),
          last_day: next ? Math.min(version.last_day, dayOf(next.from_ms - 1)) : version.last_day,
          ...(late ? { late } : {}),
        };
      })
      .filter(({ first_day, last_day }) => first_day <= last_day);
  });
}

const nameOf = ({ router, policy_version }: RuleFit): string => JSON.stringify([router, policy_version]);

/**
 * The same with one fit for each rule of a router, whether decisions name its version or name none while it is in force:
 * a standard that is learnt once and used from then on is learnt from both. Pure.
 */
export function shareFits({ fits, stretches }: RuleFits): RuleFits {
  const places = new Map<string, number>();
  const shared: RuleFit[] = [];
  const numbers = fits.map((fit) => {
    const name = nameOf(fit);
    const known = places.get(name) ?? shared.push(fit);
    places.set(name, known);
    return known;
  });
  return {
    fits: shared,
    stretches: stretches.map((list) =>
      list.map(({ from_ms, fit }) => ({ from_ms, fit: numbers[fit - 1] ?? 0 })),
    ),
  };
}

/** A rule that held on some day: by which fit, and whether the register alone says so. */
export type RuleOfDay = { fit: number; register: boolean };

/**
 * The rules of a prepared version that held within a day, in order of time. Where decisions name none, also one that began
 * after the day's last decision: it is in force from then on. Pure.
 */
export function rulesWithin(
  { policy_version }: Pick<Version, "policy_version">,
  stretches: readonly Stretch[],
  { from_ms, to_ms }: { from_ms: number; to_ms: number },
): RuleOfDay[] {
  return stretches.flatMap((stretch, at) => {
    const end_ms = stretches[at + 1]?.from_ms ?? Number.POSITIVE_INFINITY;
    const held = stretch.from_ms < to_ms && end_ms > from_ms;
    return held ? [{ fit: stretch.fit, register: policy_version === "" }] : [];
  });
}

/** Whether the instant of a decision may decide which rule holds: some policy begins within the window. */
export const changesWithin = (
  { routers }: DeclaredRules,
  window: { from_ms: number; to_ms: number; router?: string | undefined },
): boolean =>
  [...routers].some(
    ([router, policies]) =>
      (window.router === undefined || window.router === router) &&
      policies.some(({ from_ms }) => from_ms > window.from_ms && from_ms < window.to_ms),
  );
