import type { PlaceboSums } from "../beside/placebo";
import { placeboDays, readPlacebos } from "../beside/placebo-sql";
import type { Context } from "../context";
import type { Counts, Measured } from "../measured";
import type { Reason } from "../reasons";
import type { NeutralityQuery } from "../schema";
import { chooseClusters, readSurroundings, type Surroundings } from "../store/calibration";
import type { Clusters, Design } from "../store/fits";
import { readRanges, readTested } from "../store/tested-scan";
import { figureAssumptions } from "./assumptions";
import { covarianceOf, type FitOutcome, fitJointly, standingFits } from "./fit-logits";
import { countTallies, failuresOf, oneWayFits } from "./logit-counts";
import { failedGuards, guardByPlacebos } from "./logit-guards";
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
export const measurePartnerRevealed = (query: NeutralityQuery, context: Context): Promise<Measured> =>
  withTested(query, context, { flat_from: SAMPLE_FROM }, async ({ measured }) => measured);

/** As `measurePartnerRevealed`, and runs `work` while the prepared table is there. */
export const withTested = <T>(
  query: NeutralityQuery,
  context: Context,
  options: Pick<PrepareOptions, "detail" | "flat_from">,
  work: (tested: Tested) => Promise<T>,
): Promise<T> =>
  withPreparedWindow(query, context, options, async (prepared) =>
    work(await testPrepared(query, prepared, context)),
  );

/** The same on a table that is prepared already. */
export async function testPrepared(
  query: NeutralityQuery,
  prepared: Prepared,
  context: Context,
): Promise<Tested> {
  const { design, tallies } = prepared;
  const every = Array.from({ length: design.fit_count }, (_, index) => index + 1);
  const barred = { baseline: new Set<number>(), full: oneWayFits(tallies, design.covariates) };
  // Samples leave the engine room for what hardly ever depends on them.
  const around = readSurroundings(design);
  const sought = around.then(chooseClusters);
  // Who awaits it may have failed before: what follows tells of the failure.
  sought.catch(() => undefined);
  const [{ baseline, full, residual_squares, far }, surroundings, all_ranges] = await Promise.all([
    fitJointly(design, sought, barred),
    around,
    readRanges(design, every),
  ]);
  const clusters = await sought;
  const coefficients = new Map(
    [...standingFits(baseline)].map(([number, fit]) => [number, fit.coefficients]),
  );
  const ranges =
    coefficients.size === every.length ? all_ranges : await readRanges(design, coefficients.keys());
  const { cells, support, harm } = await readTested(design, coefficients, ranges, { quick: !far });
  const counts = countTallies(tallies, design.covariates, baseline, prepared);
  const partners = surroundings.owners.length;
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
    assumptions: assumptionsOf(context, { clusters, surroundings, counts, design }),
  };
  const guarded = await guardByPlacebos(query, measured, () =>
    readPlacebos(design, coefficients, placeboDays(measured), { quick: !far }),
  );
  return { prepared, design, baseline, full, coefficients, clusters, surroundings, ...guarded };
}

function assumptionsOf(
  context: Context,
  {
    clusters,
    surroundings,
    counts,
    design,
  }: { clusters: Clusters; surroundings: Surroundings; counts: Counts; design: Design },
): Reason[] {
  if (counts.usable === 0) return [];
  return [
    "independence_of_irrelevant_alternatives",
    "estimated_baseline",
    `clusters: ${clusters.by}`,
    ...figureAssumptions(context, surroundings.sources, counts, design.covariates),
  ];
}
