import { logSumExp } from "./evidence";
import { type Term, totalEvidence } from "./process";

/** The part of the stake that is on all decisions together where strata were fixed beforehand; they share the rest evenly. */
const POOLED_STAKE = 0.9;

/** ln E of one stratum by itself; 0 where it has no data, since what is staked on it stands untouched. */
export const stratumEvidence = (terms: readonly Term[]): number =>
  terms.length === 0 ? 0 : totalEvidence(terms);

/**
 * E = 0.9 E(pooled) + 0.1 mean of the strata's E: a mixture of e-processes under one null, hence itself one, however
 * the strata hang together.
 */
const mixed = (log_e_pooled: number, log_e_strata: readonly number[]): number =>
  logSumExp([
    Math.log(POOLED_STAKE) + log_e_pooled,
    ...log_e_strata.map((log_e) => shareOf(log_e_strata.length) + log_e),
  ]);

const shareOf = (count: number): number => Math.log((1 - POOLED_STAKE) / count);

export type MixedEvidence = {
  /** Each start's part of E, of all decisions and of the strata together, in the order of the pooled terms. */
  terms: Term[];
  log_e: number;
  log_e_pooled: number;
  log_e_strata: number[];
};

/** The evidence of a check from the terms of all decisions and those of each stratum; one without data has none. */
export function mixTerms(pooled: readonly Term[], strata: readonly (readonly Term[])[]): MixedEvidence {
  const log_e_pooled = totalEvidence(pooled);
  const log_e_strata = strata.map(stratumEvidence);
  const share = shareOf(strata.length);
  const of_strata = strata.map((terms) => new Map(terms.map(({ start, log_term }) => [start, log_term])));
  const terms = pooled.map(({ start, log_term }) => {
    const parts = of_strata.map((logs) => share + (logs.get(start) ?? Number.NEGATIVE_INFINITY));
    return { start, log_term: logSumExp([Math.log(POOLED_STAKE) + log_term, ...parts]) };
  });
  return { terms, log_e: mixed(log_e_pooled, log_e_strata), log_e_pooled, log_e_strata };
}

export type DayEvidence = { day: number; log_e: number };

/**
 * The same at each day with decisions. On days on which a stratum has none it stands where it stood. Days of the strata are
 * among those of all decisions; all in order.
 */
export function mixByDay(
  pooled: readonly DayEvidence[],
  strata: readonly (readonly DayEvidence[])[],
): DayEvidence[] {
  const places = strata.map(() => 0);
  const standing = strata.map(() => 0);
  return pooled.map(({ day, log_e }) => {
    for (const [k, points] of strata.entries())
      for (let next = points[places[k] ?? 0]; next && next.day <= day; next = points[places[k] ?? 0]) {
        standing[k] = next.log_e;
        places[k] = (places[k] ?? 0) + 1;
      }
    return { day, log_e: mixed(log_e, standing) };
  });
}
