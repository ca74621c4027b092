import { parseInstant } from "@/lib/kernel/time";
import { type BoundPools, bindPools } from "@/lib/routing/server";
import { type Context, focusOf, refusedSources } from "../context";
import type { Covariate, NeutralityQuery } from "../schema";
import { type Design, readCentres } from "../store/fits";
import { MOST_FLAT, MOST_FLAT_OWNERS } from "../store/flat";
import { readGroups, type Stratum, strataOf, type Version, versionsOf } from "../store/groups";
import { codeNames, type NameCodes, readNames } from "../store/names";
import { samplesOf, withPrepared } from "../store/prepared";
import { defaultCovariates, lackMask, readTallies, type Tally } from "../store/tally";

/** A window's routed production decisions in a prepared table, with what is to be known to question it. */
export type Prepared = {
  design: Design;
  names: NameCodes;
  versions: readonly Version[];
  strata: readonly Stratum[];
  tallies: readonly Tally[];
  /** Decisions of the window that are not in the table. */
  not_router: number;
  blind_arm: number;
};

/** From so many decisions samples pay. */
export const SAMPLE_FROM = 200_000;

export type PrepareOptions = {
  /** More columns: see `DETAIL`. */
  detail?: boolean;
  /** Covariates instead of those of the query, from what the decisions carry. */
  covariates?: (tallies: readonly Tally[]) => readonly Covariate[];
  /**
   * From so many decisions candidates may stand in columns of their own, where each has few; without it always in arrays,
   * whose columns all statements know.
   */
  flat_from?: number | undefined;
  /** How the table is counted, where tallies are wanted finer than by default. */
  tallies?: (table: string) => Promise<Tally[]>;
};

/** Prepares the window, runs `work`, and drops what was prepared, also on error. */
export async function withPreparedWindow<T>(
  query: NeutralityQuery,
  context: Context,
  { detail = false, covariates: chooseCovariates, flat_from, tallies: read }: PrepareOptions,
  work: (prepared: Prepared) => Promise<T>,
): Promise<T> {
  const [found, groups] = await Promise.all([readNames(query), readGroups(query)]);
  const versions = versionsOf(groups);
  const strata = strataOf(groups, query.fixed_strata);
  const pools = found.bare > 0 ? bindPools(context.pools, windowOf(query)) : null;
  const names = codeNames(
    [...new Set([...found.chosen, ...found.candidates, ...pooledNames(pools)])].sort(),
    context.catalogue,
    focusOf(query, context),
  );
  const refused = refusedSources(context);
  const regular = found.irregular === 0;
  const decisions = groups.reduce((total, group) => total + group.decisions, 0);
  const few = found.most <= MOST_FLAT && names.owners.length <= MOST_FLAT_OWNERS;
  const flat = flat_from !== undefined && decisions >= flat_from && !pools && !detail && few;
  const width = flat ? Math.max(2, found.most) : undefined;
  const input = { query, names, versions, strata, refused, pools, detail, regular, width };
  return withPrepared(input, async (table) => {
    const tallies = await (read ?? readTallies)(table);
    const covariates = query.covariates ?? chooseCovariates?.(tallies) ?? defaultCovariates(tallies);
    const rows = tallies.reduce((sum, { decisions }) => sum + decisions, 0);
    const sample = rows >= SAMPLE_FROM ? samplesOf(table) : null;
    const shape = width ? { width, owner_count: names.owners.length } : {};
    const design = {
      table,
      ...shape,
      sample,
      ...(sample ? { centres: await readCentres({ table: sample.small, ...shape }) } : {}),
      covariates,
      cells: groups.reduce((total, { first_day, last_day }) => total + last_day - first_day + 1, 0),
      mask: lackMask(covariates),
      fit_count: versions.length,
    };
    const { not_router, blind_arm } = found;
    return work({ design, names, versions, strata, tallies, not_router, blind_arm });
  });
}

const windowOf = ({ from, to, router }: NeutralityQuery) => ({
  from_ms: parseInstant(from) ?? 0,
  to_ms: parseInstant(to) ?? 0,
  router,
});

const pooledNames = (pools: BoundPools | null): string[] =>
  pools?.pools.flatMap(({ candidates }) => candidates.map(({ name }) => name)) ?? [];
