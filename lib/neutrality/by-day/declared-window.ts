import { measureShared, measureWays } from "../baselines/declared-policy";
import { fitGaps, ruleGuards } from "../baselines/declared-policy-fits";
import { type FitOutcome, standingFits } from "../baselines/fit-logits";
import { withRuleWindow } from "../baselines/rule-window";
import type { Context } from "../context";
import { judgeMeasured } from "../judging";
import type { Measured } from "../measured";
import { constantCells, type PatternCell } from "../rules/constant-noise";
import { leastFavourableWay } from "../rules/least-favourable";
import { MATERIALITY_SHARE } from "../rules/points";
import { settleInPoints } from "../rules/settle";
import type { NeutralityQuery } from "../schema";
import type { FitCovariance } from "../stats/deflator";
import type { Matrix } from "../stats/linear";
import { chooseClusters, readSurroundings } from "../store/calibration";
import type { DayDeviations } from "../store/rule-patterns";
import { readTallies } from "../store/tally";
import { cellOf, keepCell } from "./keep";
import type { KeptCell } from "./schema";

type Same = Pick<
  Measured,
  "baseline" | "covariates" | "counts" | "versions" | "strata" | "clusters" | "partners" | "failures"
>;

/**
 * A window of `declared_policy` as a check keeps it: a constant noise is known by all of the window's decisions, so that
 * days cannot be told one by one.
 */
export type DeclaredWindow = Same & {
  covariances: { fit: number; inverse_hessian: Matrix; robust: Matrix }[];
  fit_names: { router: string; policy_version: string | null }[];
  full: { fit: number; coefficients: number[]; inverse_hessian: Matrix; robust: Matrix | null }[];
  logit_cells: (KeptCell & { day: number })[];
  patterns: PatternCell[];
  by_day: DayDeviations[];
  /** Each way to see a constant noise: its value by fit. */
  ways: { eps: [fit: number, value: number][]; residual_squares: number }[];
  /** Whether every fit that stands obeys its rule almost without noise: judged in points then. */
  obeyed: boolean;
};

/** Reads the window (the query's range) from the store. */
export const readDeclaredWindow = (query: NeutralityQuery, context: Context): Promise<DeclaredWindow> =>
  withRuleWindow(query, context, { detail: false }, async (window) => {
    const { design } = window;
    const tallies = await readTallies(design.table);
    const surroundings = await readSurroundings(design);
    const clusters = chooseClusters(surroundings);
    const fitted = await fitGaps(window, tallies, { clusters, constant: query.noise === "constant" });
    const read = { ...window, tallies, surroundings, clusters, fitted };
    const { by_day, covariances, fits: _, fit_names, support: __, ...same } = await measureShared(read);
    const ways = await measureWays(read);
    const [way] = ways;
    return {
      ...same,
      covariances: [...covariances].map(([fit, both]) => ({ fit, ...both })),
      fit_names: fit_names.map(({ router, policy_version }) => ({ router, policy_version })),
      full: [...standingFits(fitted.full)].map(([fit, { coefficients, inverse_hessian, robust }]) => {
        return { fit, coefficients: [...coefficients], inverse_hessian, robust };
      }),
      logit_cells: (way?.logit_cells ?? []).map((cell) => ({ ...keepCell(cell), day: cell.day })),
      patterns: [...(way?.patterns ?? [])],
      by_day,
      ways: ways.map(({ eps, residual_squares }) => ({ eps: [...eps], residual_squares })),
      obeyed: fitted.obeyed,
    };
  });

/** What the baseline makes of a kept window: of all ways to see its noise the least favourable. Pure. */
export function mergeDeclared(query: NeutralityQuery, kept: DeclaredWindow): Measured {
  const { covariances, full, logit_cells, patterns, by_day, ways, obeyed, ...same } = kept;
  const cells = logit_cells.map((cell) => cellOf(cell, cell));
  const share = obeyed ? (query.materiality_share ?? MATERIALITY_SHARE) : null;
  const effects = new Map(
    full.map(({ fit, ...effect }): [number, FitOutcome] => [
      fit,
      { fit: { ...effect, decisions: 0, log_likelihood: 0, names: [] } },
    ]),
  );
  const measured = ways.map(({ eps: values, residual_squares }): Measured => {
    const eps = new Map(values);
    return {
      ...same,
      ...{ support: null, fits: [], assumptions: [], residual_squares },
      covariances: new Map(covariances.map(({ fit, ...both }): [number, FitCovariance] => [fit, both])),
      cells: [...cells, ...constantCells(patterns, eps)],
      guards: (breach) => ruleGuards(cells, effects, breach),
      ...(share === null ? {} : { settle: settleInPoints({ by_day, patterns, eps, share }) }),
    };
  });
  return leastFavourableWay(measured, (one) => judgeMeasured(query, one));
}
