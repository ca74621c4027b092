import { parseInstant } from "@/lib/kernel/time";
import { type BoundPools, bindPools } from "@/lib/routing/server";
import { type Context, focusOf, refusedSources } from "../context";
import type { Covariate, NeutralityQuery } from "../schema";
import { type Design, readCentres } from "../store/fits";
import { MOST_FLAT, MOST_FLAT_OWNERS } from "../store/flat";
import { readGroups, type Stratum, strataOf, type Version, versionsOf } from "../store/groups";
import { codeNames, type NameCodes, partnerOwners, readNames } from "../store/names";
import { IRREGULAR } from "../store/prepare-sql";
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
  /** How many decisions are looked at beforehand for whether the log's are regular. */
  looked_at?: number;
  /** How the table is counted, where tallies are wanted finer than by default. */
  tallies?: (table: string) => Promise<Tally[]>;
};

/** Prepares the window, runs `work`, and drops what was prepared, also on error. */
export async function withPreparedWindow<T>(
  query: NeutralityQuery,
  context: Context,
  { detail = false, covariates: chooseCovariates, flat_from, looked_at, tallies: read }: PrepareOptions,
  work: (prepared: Prepared) => Promise<T>,
): Promise<T> {
  const [found, groups] = await Promise.all([readNames(query, looked_at), readGroups(query)]);
  const versions = versionsOf(groups);
  const strata = strataOf(groups, query.fixed_strata);
  const pools = found.bare > 0 ? bindPools(context.pools, windowOf(query)) : null;
  const names = codeNames(
    [...new Set([...found.chosen, ...found.candidates, ...pooledNames(pools)])].sort(),
    context.catalogue,
    focusOf(query, context),
  );
  const refused = refusedSources(context);
  const decisions = groups.reduce((total, group) => total + group.decisions, 0);
  const few = found.most <= MOST_FLAT && names.owners.length <= MOST_FLAT_OWNERS;
  const flat = flat_from !== undefined && decisions >= flat_from && !pools && !detail && few;
  const width = flat ? Math.max(2, found.most) : undefined;
  const cells = groups.reduce((total, { first_day, last_day }) => total + last_day - first_day + 1, 0);
  const input = { query, names, versions, strata, refused, pools, detail, width, decisions, cells };
  const attempt = (regular: boolean): Promise<T | typeof IRREGULAR> =>
    withPrepared({ ...input, regular }, async (table) => {
      const tallies = await (read ?? readTallies)(table);
      if (tallies.some(({ lacks }) => lacks & IRREGULAR)) return IRREGULAR;
      const covariates = query.covariates ?? chooseCovariates?.(tallies) ?? defaultCovariates(tallies);
      const rows = tallies.reduce((sum, tally) => sum + tally.decisions, 0);
      const sample = rows >= SAMPLE_FROM ? samplesOf(table) : null;
      const design = {
        table,
        ...(width ? { width, owner_count: names.owners.length } : {}),
        sample,
        ...(sample && !width ? { centres: await readCentres(sample.small) } : {}),
        covariates,
        partner_owners: partnerOwners(names),
        cells,
        mask: lackMask(covariates),
        fit_count: versions.length,
      };
      const { not_router, blind_arm } = found;
      return work({ design, names, versions, strata, tallies, not_router, blind_arm });
    });
  const done = await attempt(!found.irregular);
  if (done !== IRREGULAR) return done;
  // Those that were looked at beforehand were regular, and others are not.
  const again = await attempt(false);
  if (again === IRREGULAR) throw new Error("A table that was sorted out has irregular decisions.");
  return again;
}

const windowOf = ({ from, to, router }: NeutralityQuery) => ({
  from_ms: parseInstant(from) ?? 0,
  to_ms: parseInstant(to) ?? 0,
  router,
});

const pooledNames = (pools: BoundPools | null): string[] =>
  pools?.pools.flatMap(({ candidates }) => candidates.map(({ name }) => name)) ?? [];
