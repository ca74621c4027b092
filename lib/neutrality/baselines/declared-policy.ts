import type { Context } from "../context";
import { judgeMeasured } from "../judging";
import type { Measured } from "../measured";
import { constantCells, noiseGrid } from "../rules/constant-noise";
import { leastFavourableWay } from "../rules/least-favourable";
import { MATERIALITY_SHARE } from "../rules/points";
import { ruleNeeds } from "../rules/rule";
import { ruleVersions } from "../rules/rule-fits";
import { settleInPoints } from "../rules/settle";
import { Covariate, type NeutralityQuery } from "../schema";
import { sumCells } from "../stats/table";
import { chooseClusters, readSurroundings, residualSquares, type Surroundings } from "../store/calibration";
import type { Clusters } from "../store/fits";
import { readDispersion, readPatterns, readRuleDeviations, sumDeviations } from "../store/rule-patterns";
import { readTallies } from "../store/tally";
import { readCells, readSupport } from "../store/tested-scan";
import type { FittedGaps } from "./declared-policy-fits";
import { fitGaps, ruleGuards } from "./declared-policy-fits";
import { declaredAssumptions, ruleFitViews } from "./declared-policy-views";
import { covarianceOf, standingFits } from "./fit-logits";
import { countTallies, failuresOf } from "./logit-counts";
import { pooledSince } from "./logit-guards";
import { type RuleWindow, withRuleWindow } from "./rule-window";

/**
 * The router held to its own published rule. Where its noise has no finite estimate, it is a constant of which an
 * interval is known: everything is measured at each place of it, and the least favourable stands.
 */
export const measureDeclaredPolicy = (query: NeutralityQuery, context: Context): Promise<Measured> =>
  withRuleWindow(query, context, { detail: false }, (window) => measureWindow(window, query, context));

/** A window of rules with all that its questions need. */
type Read = RuleWindow & {
  tallies: Awaited<ReturnType<typeof readTallies>>;
  surroundings: Surroundings;
  clusters: Clusters;
  fitted: FittedGaps;
};

async function measureWindow(
  window: RuleWindow,
  query: NeutralityQuery,
  context: Context,
): Promise<Measured> {
  const { design } = window;
  const [tallies, surroundings] = await Promise.all([readTallies(design.table), readSurroundings(design)]);
  const clusters = chooseClusters(surroundings);
  const fitted = await fitGaps(window, tallies, { clusters, constant: query.noise === "constant" });
  const read = { ...window, tallies, surroundings, clusters, fitted };
  const [shared, ways] = await Promise.all([measureShared(read), measureWays(read)]);
  const share = fitted.obeyed ? (query.materiality_share ?? MATERIALITY_SHARE) : null;
  const { by_day, ...same } = shared;
  const deviations = sumDeviations(by_day);
  const measured = ways.map(({ eps, patterns, logit_cells, ...sums }): Measured => {
    const { counts, versions } = shared;
    const basis = { surroundings, clusters, deviations, eps, share, counts, versions };
    return {
      ...same,
      ...sums,
      guards: (breach) => ruleGuards(logit_cells, fitted.full, breach),
      full_since: (day) => pooledSince(logit_cells, fitted.full, day),
      ...(share === null ? {} : { settle: settleInPoints({ by_day, patterns, eps, share }) }),
      assumptions: declaredAssumptions(context, { ...basis, fitted, fits: window.fits.fits }),
    };
  });
  return { ...leastFavourableWay(measured, (one) => judgeMeasured(query, one)), ways: measured };
}

/** What does not depend on the value of a constant noise. */
async function measureShared(read: Read) {
  const { design, fits, window, prepared, tallies, surroundings, clusters, fitted } = read;
  const { baseline, noise, states, coefficients } = fitted;
  const [support, by_day] = await Promise.all([
    readSupport(design, coefficients),
    readRuleDeviations(design, [...coefficients.keys(), ...noise.keys()]),
  ]);
  const counts = countTallies(tallies, Covariate.options, states, prepared);
  return {
    baseline: "declared_policy" as const,
    covariates: Covariate.options.filter((name) =>
      fits.fits.some(({ judged }) => "rule" in judged && ruleNeeds(judged.rule).includes(name)),
    ),
    counts,
    versions: ruleVersions(prepared.versions, fits, window),
    strata: prepared.strata,
    clusters: counts.usable > 0 ? clusters : null,
    covariances: new Map([...standingFits(baseline)].map(([fit, found]) => [fit, covarianceOf(found)])),
    support,
    partners: surroundings.owners.length,
    fits: ruleFitViews(fits.fits, fitted, tallies),
    fit_names: fits.fits,
    failures: failuresOf(tallies, Covariate.options, states),
    by_day,
  };
}

/**
 * The calibration table at each place of the interval of a constant noise; one way where no router has that. Residuals
 * of logits are about q, those of constant noise about their mean.
 */
async function measureWays({ design, clusters, fitted }: Read) {
  const { noise, coefficients } = fitted;
  const constant = [...noise.keys()];
  const [patterns, logit_cells, squares, deviations] = await Promise.all([
    readPatterns(design, constant),
    readCells(design, coefficients),
    residualSquares(design, coefficients, clusters),
    readRuleDeviations(design, constant),
  ]);
  const dispersion = await readDispersion(design, constant, clusters, sumDeviations(deviations));
  const grid = noise.size > 0 ? noiseGrid(patterns, noise) : [new Map<number, number>()];
  return grid.map((eps) => {
    const constant_cells = constantCells(patterns, eps);
    return {
      ...{ eps, patterns, logit_cells },
      cells: [...logit_cells, ...constant_cells],
      residual_squares: squares + dispersion * sumCells(constant_cells).v,
    };
  });
}
