import type { PlaceboSums } from "../beside/placebo";
import { onsetDays, readPlacebos } from "../beside/placebo-sql";
import type { Context } from "../context";
import type { Meanwhile } from "../judging";
import type { Counts, Measured } from "../measured";
import type { Reason } from "../reasons";
import type { NeutralityQuery } from "../schema";
import { MIN_PARTNERS } from "../stats/verdict";
import { chooseClusters, readSurroundings, type Surroundings } from "../store/calibration";
import type { Clusters, Design } from "../store/fits";
import { type Ranges, readRanges, readTested } from "../store/tested-scan";
import { figureAssumptions, sharedStandard } from "./assumptions";
import { beginJointly, covarianceOf, type FitOutcome, standingFits } from "./fit-logits";
import { countTallies, failuresOf, oneWayFits } from "./logit-counts";
import { failedGuards, guardByPlacebos, pooledSince, speaksForTilt } from "./logit-guards";
import { fitViews } from "./logit-views";
import { type Prepared, type PrepareOptions, SAMPLE_FROM, withPreparedWindow } from "./prepare-window";

/** The test as it stands in the engine: what it measured, and the prepared table with each fit's coefficients. */
export type Tested = {
  prepared: Prepared;
  design: Design;
  baseline: ReadonlyMap<number, FitOutcome>;
  full: ReadonlyMap<number, FitOutcome>;
  /** b of the baseline fits that stand, by the fit's number. */
  coefficients: ReadonlyMap<number, readonly number[]>;
  clusters: Clusters;
  surroundings: Surroundings;
  /** Read where a breach would stand without them. */
  placebos: PlaceboSums | null;
  measured: Measured;
};

/** Our products by the standard that the router shows between partners. Nothing stays behind in the store. */
export const measurePartnerRevealed = (
  query: NeutralityQuery,
  context: Context,
  meanwhile?: Meanwhile,
): Promise<Measured> =>
  withTested(query, context, { flat_from: SAMPLE_FROM, meanwhile }, async ({ measured }) => measured);

/** As `measurePartnerRevealed`, and runs `work` while the prepared table is there. */
export const withTested = <T>(
  query: NeutralityQuery,
  context: Context,
  {
    meanwhile,
    ...options
  }: Pick<PrepareOptions, "detail" | "flat_from" | "looked_at"> & { meanwhile?: Meanwhile | undefined },
  work: (tested: Tested) => Promise<T>,
): Promise<T> =>
  withPreparedWindow(query, context, options, async (prepared) =>
    work(await testPrepared(query, prepared, context, meanwhile)),
  );

/** The same on a table that is prepared already. */
export async function testPrepared(
  query: NeutralityQuery,
  prepared: Prepared,
  context: Context,
  composing?: Meanwhile,
): Promise<Tested> {
  const { design, tallies } = prepared;
  const every = Array.from({ length: design.fit_count }, (_, index) => index + 1);
  const barred = { baseline: new Set<number>(), full: oneWayFits(tallies, design.covariates) };
  const around = readSurroundings(design);
  const sought = around.then(chooseClusters);
  // Who awaits it may have failed before: what follows tells of the failure.
  sought.catch(() => undefined);
  let every_range: Promise<Ranges> | null = null;
  const rangesOfAll = (): Promise<Ranges> => {
    every_range ??= readRanges(design, every);
    return every_range;
  };
  const meanwhile = () => void rangesOfAll().catch(() => undefined);
  const [{ coefficients, far, settled }, surroundings] = await Promise.all([
    beginJointly(design, sought, { barred, meanwhile }),
    around,
  ]);
  const clusters = await sought;
  const partners = surroundings.owners.length;
  const quick = !far;
  const ranges =
    coefficients.size === every.length ? await rangesOfAll() : await readRanges(design, coefficients.keys());
  const starts = onsetDays(
    prepared.versions,
    Math.max(0, ...prepared.versions.map(({ last_day }) => last_day)),
  );
  const placebos = () => readPlacebos(design, coefficients, starts, { quick });
  // Where the full model speaks for a tilt there is hardly a way around them.
  const figures = Promise.all([readTested(design, coefficients, ranges, { quick }), settled]);
  const expected = figures.then(([, { full }]) =>
    partners >= MIN_PARTNERS && speaksForTilt(query, full) ? placebos() : null,
  );
  expected.catch(() => undefined);
  const [{ cells, support, harm }, { baseline, full, residual_squares }] = await figures;
  const counts = countTallies(tallies, design.covariates, baseline, prepared);
  const measured: Measured = {
    baseline: "partner_revealed",
    covariates: design.covariates,
    counts,
    versions: prepared.versions,
    strata: prepared.strata,
    cells,
    clusters: counts.usable > 0 ? clusters : null,
    residual_squares,
    covariances: new Map([...standingFits(baseline)].map(([number, fit]) => [number, covarianceOf(fit)])),
    support,
    harm,
    partners,
    fits: fitViews(prepared.versions, baseline, full),
    failures: failuresOf(tallies, design.covariates, baseline),
    guards: (breach) => failedGuards({ cells, full, partners }, breach),
    full_since: (day) => pooledSince(cells, full, day),
    assumptions: assumptionsOf(context, {
      ...{ clusters, surroundings, counts, design },
      shared: sharedStandard({ cells, strata: prepared.strata }),
    }),
  };
  const guarded = await guardByPlacebos(query, measured, {
    read: async () => (await expected) ?? placebos(),
    meanwhile: composing,
  });
  return { prepared, design, baseline, full, coefficients, clusters, surroundings, ...guarded };
}

function assumptionsOf(
  context: Context,
  {
    clusters,
    surroundings,
    counts,
    design,
    shared,
  }: {
    clusters: Clusters;
    surroundings: Surroundings;
    counts: Counts;
    design: Design;
    shared: readonly Reason[];
  },
): Reason[] {
  if (counts.usable === 0) return [];
  return [
    "independence_of_irrelevant_alternatives",
    "estimated_baseline",
    ...shared,
    `clusters: ${clusters.by}`,
    ...figureAssumptions(context, surroundings.sources, counts, design.covariates),
  ];
}
