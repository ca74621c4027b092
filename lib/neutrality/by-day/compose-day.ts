import { countTallies, type FitState, failuresOf } from "../baselines/logit-counts";
import type { Covariate } from "../schema";
import type { Cell } from "../stats/table";
import type { Stratum, Version } from "../store/groups";
import { exclusionOf, lackMask } from "../store/tally";
import { keepCell, NO_CLUSTERS } from "./keep";
import type { DayTally } from "./revealed-sql";
import { type DayTable, type FrozenFit, type KeptClusters, nameOfFit } from "./schema";

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** Choices among partners of one day (index from the first of a range) by router and policy version. */
export type DayChoices = { day: number; router: string; policy_version: string; decisions: number };

export function choicesOf(
  covariates: readonly Covariate[],
  versions: readonly Pick<Version, "router" | "policy_version">[],
  tallies: readonly DayTally[],
): DayChoices[] {
  const mask = lackMask(covariates);
  const learning = tallies.filter(({ structure, lacks }) => structure === 0 && (lacks & mask) === 0);
  const days = [...new Set(learning.map(({ day }) => day))];
  return days.flatMap((day) =>
    versions.flatMap(({ router, policy_version }, index) => {
      const own = learning.filter((tally) => tally.day === day && tally.fit === index + 1);
      const decisions = sum(own, ({ choices }) => choices);
      return own.length > 0 ? [{ day, router, policy_version, decisions }] : [];
    }),
  );
}

/** The fits in force, by the numbers of versions. */
export type Standing = {
  fits: readonly (FrozenFit | undefined)[];
  states: ReadonlyMap<number, FitState>;
  coefficients: ReadonlyMap<number, readonly number[]>;
};

export function standingBy(versions: readonly Version[], fits: readonly FrozenFit[]): Standing {
  const frozen = new Map(fits.map((fit) => [nameOfFit(fit), fit]));
  const standing = versions.map((version) => frozen.get(nameOfFit(version)));
  return {
    fits: standing,
    states: new Map(
      standing.flatMap((fit, index): [number, FitState][] =>
        fit ? [[index + 1, fit.reason === null ? { fit } : { reason: fit.reason }]] : [],
      ),
    ),
    coefficients: new Map(
      standing.flatMap((fit, index) =>
        fit?.reason === null ? [[index + 1, fit.coefficients] as const] : [],
      ),
    ),
  };
}

/** What the numbers of a day's tallies and cells stand for. */
export type DayFacts = {
  covariates: readonly Covariate[];
  versions: readonly Version[];
  strata: readonly Stratum[];
  /** Keys of owners by their number. */
  owners: readonly string[];
};

export type DayParts = {
  tallies: readonly DayTally[];
  outside: { not_router: number; blind_arm: number };
  cells: readonly Cell[];
  clusters: KeptClusters | null;
};

/** A day's table by the fits in force, from its counts and sums. */
export function composeDay(
  { covariates, versions, strata, owners }: DayFacts,
  { fits, states, coefficients }: Standing,
  { tallies, outside, cells, clusters }: DayParts,
): DayTable {
  return {
    baseline: "partner_revealed",
    covariates: [...covariates],
    counts: countTallies(tallies, covariates, states, outside),
    versions: versions.flatMap(({ router, policy_version }, index) => {
      const decisions = sum(
        tallies.filter(({ fit }) => fit === index + 1),
        (tally) => tally.decisions,
      );
      return decisions > 0 ? [{ router, policy_version, decisions }] : [];
    }),
    strata: strata.map(({ router, task }) => ({ router, task })),
    fits: versions.map(({ router, policy_version }, index) => ({
      router,
      policy_version,
      b_version: coefficients.has(index + 1) ? (fits[index]?.b_version ?? null) : null,
    })),
    cells: cells.map(keepCell),
    clusters: clusters ?? NO_CLUSTERS,
    owners: ownersOf(tallies, covariates, owners),
    choices: choicesOf(covariates, versions, tallies).map(({ day: _, ...found }) => found),
    failures: failuresOf(tallies, covariates, states),
  };
}

/** Owners outside the focus among the candidates that are tested, fits or no fits. */
export const ownersOf = (
  tallies: readonly DayTally[],
  covariates: readonly Covariate[],
  owners: readonly string[],
): string[] => {
  const tested = tallies.filter((tally) => exclusionOf(tally, covariates) === null && tally.fit > 0);
  return [...new Set(tested.flatMap(({ partners }) => partners))]
    .map((number) => owners[number] ?? "")
    .sort();
};
