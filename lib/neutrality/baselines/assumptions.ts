import type { Context } from "../context";
import type { Counts, Measured } from "../measured";
import { type Reason, when } from "../reasons";
import type { Covariate, NeutralityQuery } from "../schema";

/** Says of a verdict that it rests on candidates which no log carries, and on how many decisions of that kind. */
export const declaredCandidates = ({ usable, declared }: Counts): Reason[] =>
  usable > 0 && declared > 0 ? [`candidates_from_policy: ${declared}`] : [];

/** What is assumed of the figures of candidates; `tested` are numbers of the sources that logged them. */
export function figureAssumptions(
  { sources }: Pick<Context, "sources">,
  tested: readonly number[],
  counts: Counts,
  covariates: readonly Covariate[],
): Reason[] {
  const declared = declaredCandidates(counts);
  return [
    ...sources
      .filter(({ no, quality_basis }) => tested.includes(no) && quality_basis === "unknown")
      .map(({ key }): Reason => `quality_basis_unknown: ${key}`),
    ...declared,
    ...when(declared.length > 0 && covariates.includes("log_cost"), "cost_from_list_prices"),
    ...when(declared.length > 0 && covariates.includes("quality"), "quality_from_register"),
  ];
}

/**
 * Whom a focus on investees means: owners of models in whom the one who asks may see that we have invested. Named,
 * because it is not the same for everybody: no figure is to be taken for another's.
 */
export function namedInvestees(
  { focus }: Pick<NeutralityQuery, "focus">,
  { investees, catalogue }: Pick<Context, "investees" | "catalogue">,
): Reason[] {
  if (focus !== "investees") return [];
  const owners = new Set(catalogue.models.map(({ owner }) => owner).filter((key) => investees.has(key)));
  return owners.size === 0 ? ["no_investees"] : [`investees: ${[...owners].sort().join(", ")}`];
}

/** Weights are fitted by router and policy version: said where several tasks of a router are judged by the same. */
export function sharedStandard({ cells, strata }: Pick<Measured, "cells" | "strata">): Reason[] {
  const tasks = new Map<string, Set<string | null>>();
  for (const number of new Set(cells.map(({ stratum }) => stratum))) {
    const found = strata[number - 1];
    if (found?.router === null || found === undefined) continue;
    tasks.set(found.router, (tasks.get(found.router) ?? new Set()).add(found.task));
  }
  return when(
    [...tasks.values()].some(({ size }) => size > 1),
    "one_standard_for_all_tasks",
  );
}
