import { countTallies, type FitState, failuresOf, noExclusions } from "../baselines/logit-counts";
import { ruleNeeds } from "../rules/rule";
import { type RuleFits, rulesWithin } from "../rules/rule-fits";
import { Covariate } from "../schema";
import type { Cell } from "../stats/table";
import { GAP } from "../store/gaps";
import type { Stratum, Version } from "../store/groups";
import { sumDeviations } from "../store/rule-patterns";
import { choicesOf, ownersOf } from "./compose-day";
import {
  type DeclaredDay,
  type DeviationClusters,
  type KeptPattern,
  NO_DEVIATIONS,
  noDeviations,
  type RuleVersion,
} from "./declared-schema";
import type { RuleCounts } from "./declared-sql";
import { keepCell, NO_CLUSTERS } from "./keep";
import type { DayTally } from "./revealed-sql";
import { type FrozenFit, type KeptClusters, nameOfFit } from "./schema";

/** Whose rule each fit of a prepared range is, by the names that frozen fits go by. */
export const namesOf = ({ fits }: RuleFits): { router: string; policy_version: string }[] =>
  fits.map(({ router, policy_version }) => ({ router, policy_version: policy_version ?? "" }));

/** The frozen fits in force, by the numbers of rules. */
export type RuleStanding = {
  fits: readonly (FrozenFit | undefined)[];
  states: ReadonlyMap<number, FitState>;
  /** Of the logits that stand. */
  coefficients: ReadonlyMap<number, readonly number[]>;
  /** Numbers of the fits with a constant noise. */
  constant: readonly number[];
};

/** What judges the decisions of each rule: a logit, a constant noise where it separates or where that is asked for, or nothing. */
export function standingRules(
  rules: RuleFits,
  frozen: readonly FrozenFit[],
  { constant: asked }: { constant: boolean },
): RuleStanding {
  const by_name = new Map(frozen.map((fit) => [nameOfFit(fit), fit]));
  const fits = namesOf(rules).map((name) => by_name.get(nameOfFit(name)));
  const states = new Map<number, FitState>();
  const coefficients = new Map<number, readonly number[]>();
  const constant: number[] = [];
  for (const [index, { judged }] of rules.fits.entries()) {
    const [number, fit] = [index + 1, fits[index]];
    if ("reason" in judged) states.set(number, { reason: judged.reason });
    else if (asked || fit?.reason === "separation") {
      states.set(number, { fit });
      constant.push(number);
    } else if (fit?.reason === null) {
      states.set(number, { fit });
      coefficients.set(number, fit.coefficients);
    } else if (fit) states.set(number, { reason: fit.reason ?? "separation" });
  }
  return { fits, states, coefficients, constant };
}

/** What the numbers of a range's tallies and cells stand for. */
export type RuleFacts = {
  rules: RuleFits;
  versions: readonly Version[];
  strata: readonly Stratum[];
  /** Keys of owners by their number. */
  owners: readonly string[];
};

/** A day's counts and sums. */
export type RuleParts = {
  /** Milliseconds since 1970. */
  span: { from_ms: number; to_ms: number };
  tallies: readonly DayTally[];
  outside: { not_router: number; blind_arm: number };
  counts: readonly RuleCounts[];
  cells: readonly Cell[];
  clusters: KeptClusters | null;
  patterns: readonly { stratum: number; fit: number; rows: KeptPattern[] }[];
  deviations: DeviationClusters | null;
};

/** A day's table by what is in force. */
export function composeRuleDay(facts: RuleFacts, standing: RuleStanding, parts: RuleParts): DeclaredDay {
  const { rules, strata, owners } = facts;
  const { fits, states, coefficients, constant } = standing;
  const { tallies, outside, counts, cells, clusters, patterns, deviations } = parts;
  const names = namesOf(rules);
  const stands = new Set([...coefficients.keys(), ...constant]);
  return {
    baseline: "declared_policy",
    covariates: Covariate.options.filter((name) =>
      rules.fits.some(({ judged }) => "rule" in judged && ruleNeeds(judged.rule).includes(name)),
    ),
    counts: countTallies(tallies, Covariate.options, states, outside),
    versions: versionsOfDay(facts, parts),
    strata: strata.map(({ router, task }) => ({ router, task })),
    fits: names.map((name, index) => ({
      ...name,
      b_version: stands.has(index + 1) ? (fits[index]?.b_version ?? null) : null,
    })),
    cells: cells.map(keepCell),
    clusters: clusters ?? NO_CLUSTERS,
    owners: ownersOf(tallies, Covariate.options, owners),
    choices: learnable(rules, tallies).map(({ day: _, ...found }) => found),
    failures: failuresOf(tallies, Covariate.options, states),
    rules: {
      noise: counts.flatMap(({ fit, deviations: found, alternatives }) =>
        constant.includes(fit) ? [{ fit, deviations: found, alternatives }] : [],
      ),
      patterns: patterns.map(({ stratum, fit, rows }) => ({ stratum, fit, rows: rows.toSorted(inOrder) })),
      clusters: deviations ?? NO_DEVIATIONS,
      deviations: sumDeviations(counts.filter(({ fit }) => stands.has(fit))),
    },
  };
}

const inOrder = (a: KeptPattern, b: KeptPattern): number => {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

/** Choices among partners from which a rule's noise is learnt, by day; where no rule can be applied there are none. */
export function learnable(rules: RuleFits, tallies: readonly DayTally[]) {
  const applied = new Set(rules.fits.flatMap(({ judged }, index) => ("rule" in judged ? [index + 1] : [])));
  return choicesOf(
    Covariate.options,
    namesOf(rules),
    tallies.filter(({ fit }) => applied.has(fit)),
  );
}

function versionsOfDay({ rules, versions }: RuleFacts, { span, tallies }: RuleParts): RuleVersion[] {
  const decisionsOf = (fit: number): number =>
    tallies.reduce((sum, tally) => sum + (tally.fit === fit ? tally.decisions : 0), 0);
  return versions.flatMap((version, index) => {
    const held = rulesWithin(version, rules.stretches[index] ?? [], span);
    const counted = held.map(({ fit, register }) => ({ fit, register, decisions: decisionsOf(fit) }));
    if (counted.every(({ decisions }) => decisions === 0)) return [];
    return counted.map(({ fit, register, decisions }): RuleVersion => {
      const rule = rules.fits[fit - 1];
      return {
        ...{ router: version.router, policy_version: rule?.policy_version ?? "", decisions },
        ...(register ? { register } : {}),
        ...(register && rule?.late ? { retro: true } : {}),
      };
    });
  });
}

/** A day of `declared_policy` on which nothing was decided. */
export const emptyRuleDay = (): DeclaredDay => ({
  baseline: "declared_policy",
  covariates: [],
  counts: {
    ...{ decisions: 0, routed: 0, usable: 0, excluded: noExclusions(), declared: 0 },
    candidates: { logged: 0, policy: 0 },
  },
  ...{ versions: [], strata: [], fits: [], cells: [], clusters: NO_CLUSTERS },
  ...{ owners: [], choices: [], failures: [] },
  rules: { noise: [], patterns: [], clusters: NO_DEVIATIONS, deviations: noDeviations() },
});

/** The covariates of a frozen fit of this baseline. */
export const GAP_ALONE: readonly Covariate[] = [GAP];
