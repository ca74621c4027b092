import type { Context } from "../context";
import type { Counts } from "../measured";
import type { Covariate } from "../schema";

/** Says of a verdict that it rests on candidates which no log carries, and on how many decisions of that kind. */
export const declaredCandidates = ({ usable, declared }: Counts): string[] =>
  usable > 0 && declared > 0 ? [`candidates_from_policy: ${declared}`] : [];

/** What is assumed of the figures of candidates; `tested` are numbers of the sources that logged them. */
export function figureAssumptions(
  { sources }: Pick<Context, "sources">,
  tested: readonly number[],
  counts: Counts,
  covariates: readonly Covariate[],
): string[] {
  const declared = declaredCandidates(counts);
  return [
    ...sources
      .filter(({ no, quality_basis }) => tested.includes(no) && quality_basis === "unknown")
      .map(({ key }) => `quality_basis_unknown: ${key}`),
    ...declared,
    ...(declared.length > 0 && covariates.includes("log_cost") ? ["cost_from_list_prices"] : []),
    ...(declared.length > 0 && covariates.includes("quality") ? ["quality_from_register"] : []),
  ];
}
