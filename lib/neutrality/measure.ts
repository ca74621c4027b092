import { parseInstant } from "@/lib/kernel/time";
import { type BoundPools, bindPools } from "@/lib/routing/server";
import { type FitOutcome, fitLogits, type Standing } from "./baselines/partner-revealed";
import { type Context, inFocus } from "./context";
import type { Covariate, NeutralityQuery } from "./schema";
import type { Cell } from "./stats/table";
import {
  chooseClusters,
  readCells,
  readSupport,
  readSurroundings,
  residualSquares,
  type Surroundings,
} from "./store/calibration";
import type { Clusters, Design } from "./store/fits";
import { readGroups, type Stratum, strataOf, type Version, versionsOf } from "./store/groups";
import { codeNames, readNames } from "./store/names";
import { prepareSample, withPrepared } from "./store/prepared";
import { defaultCovariates, exclusionOf, lackMask, readTallies, type Tally } from "./store/tally";

/** All that leaves the engine: small tables from which every figure of the answer follows. */
export type Measured = {
  not_router: number;
  blind_arm: number;
  versions: readonly Version[];
  strata: readonly Stratum[];
  tallies: readonly Tally[];
  covariates: readonly Covariate[];
  clusters: Clusters;
  surroundings: Surroundings;
  /** By the fit's number, from 1, as `versions` has them. */
  baseline: ReadonlyMap<number, FitOutcome>;
  full: ReadonlyMap<number, FitOutcome>;
  cells: readonly Cell[];
  residual_squares: number;
  support: number | null;
};

const SAMPLE_FROM = 200_000;

/** Fits that stand, by number. */
export const standingFits = (fits: ReadonlyMap<number, FitOutcome>): Map<number, Standing> =>
  new Map(
    [...fits].flatMap(([number, outcome]) => ("fit" in outcome ? [[number, outcome.fit] as const] : [])),
  );

/** Reduces the window's decisions in the engine. Nothing stays behind in the store. */
export async function measure(query: NeutralityQuery, context: Context): Promise<Measured> {
  const [names, groups] = await Promise.all([readNames(query), readGroups(query)]);
  const versions = versionsOf(groups);
  const strata = strataOf(groups);
  const pools = names.bare > 0 ? bindPools(context.pools, windowOf(query)) : null;
  const codes = codeNames(
    [...new Set([...names.chosen, ...names.candidates, ...pooledNames(pools)])].sort(),
    context.catalogue,
    (owner) => inFocus(query.focus, owner),
  );
  const refused = context.sources
    .filter(({ quality_basis }) => quality_basis === "outcome")
    .map(({ no }) => no);
  return withPrepared({ query, names: codes, versions, strata, refused, pools }, async (table) => {
    const tallies = await readTallies(table);
    const covariates = query.covariates ?? defaultCovariates(tallies);
    const rows = tallies.reduce((sum, { decisions }) => sum + decisions, 0);
    const sample = rows >= SAMPLE_FROM ? await prepareSample(table) : null;
    const design = { table, sample, covariates, mask: lackMask(covariates), fit_count: versions.length };
    const { not_router, blind_arm } = names;
    return {
      not_router,
      blind_arm,
      versions,
      strata,
      tallies,
      covariates,
      ...(await testDesign(design, tallies)),
    };
  });
}

const windowOf = ({ from, to, router }: NeutralityQuery) => ({
  from_ms: parseInstant(from) ?? 0,
  to_ms: parseInstant(to) ?? 0,
  router,
});

const pooledNames = (pools: BoundPools | null): string[] =>
  pools?.pools.flatMap(({ candidates }) => candidates.map(({ name }) => name)) ?? [];

async function testDesign(design: Design, tallies: readonly Tally[]) {
  const surroundings = await readSurroundings(design);
  const clusters = chooseClusters(surroundings);
  const [baseline, full] = await Promise.all([
    fitLogits(design, "baseline", clusters),
    fitLogits(design, "full", clusters, oneWayFits(design, tallies)),
  ]);
  const coefficients = new Map(
    [...standingFits(baseline)].map(([number, fit]) => [number, fit.coefficients]),
  );
  const [cells, residual_squares, support] = await Promise.all([
    readCells(design, coefficients),
    residualSquares(design, coefficients, clusters),
    readSupport(design, coefficients),
  ]);
  return { surroundings, clusters, baseline, full, cells, residual_squares, support };
}

/** Fits in which focal models were chosen always, or never, where both sides stood: no finite dummy fits best. */
function oneWayFits({ covariates }: Design, tallies: readonly Tally[]): Set<number> {
  const sums = new Map<number, { decisions: number; won: number }>();
  for (const tally of tallies) {
    if (exclusionOf(tally, covariates) !== null) continue;
    const sum = sums.get(tally.fit) ?? { decisions: 0, won: 0 };
    sums.set(tally.fit, { decisions: sum.decisions + tally.decisions, won: sum.won + tally.won });
  }
  return new Set(
    [...sums].filter(([, { decisions, won }]) => won === 0 || won === decisions).map(([fit]) => fit),
  );
}
