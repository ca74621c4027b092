import type { FitCovariance } from "../stats/deflator";
import { type Matrix, sandwich } from "../stats/linear";
import {
  advanceNewton,
  beginNewton,
  type FitFailure,
  type LogitFit,
  type LogitSurvey,
  type NewtonState,
  type RunningFit,
  trialCoefficients,
} from "../stats/logit";
import { type Clusters, type Design, evaluateFits, scoreProducts, surveyFits } from "../store/fits";
import { coefficientNames, type LogitKind } from "../store/logit-sql";

/** A fit that stands: its model, and the covariance robust to clusters; null where there is only one cluster. */
export type Standing = LogitFit & { names: readonly string[]; robust: Matrix | null };

export type FitOutcome = { fit: Standing } | { reason: FitFailure };

/**
 * One kind of model for every fit (router and policy version), all in step: each evaluation is one query. `barred`
 * are fits known beforehand to have no finite maximum.
 */
export async function fitLogits(
  design: Design,
  kind: LogitKind,
  clusters: Clusters,
  barred: ReadonlySet<number> = new Set(),
): Promise<Map<number, FitOutcome>> {
  const names = coefficientNames(kind, design.covariates);
  const all = await surveyFits(design, kind);
  const surveys = new Map([...all].filter(([number]) => !barred.has(number)));
  const warm = await warmStarts(design, kind, surveys);
  const states = await runNewton(design, kind, surveys, warm);
  const standing = new Map(
    [...states].flatMap(([number, state]) =>
      state.status === "converged" ? [[number, state.fit] as const] : [],
    ),
  );
  const middles = await robustMiddles(design, kind, standing, clusters);
  return new Map(
    Array.from({ length: design.fit_count }, (_, index): [number, FitOutcome] => {
      const number = index + 1;
      const fit = standing.get(number);
      const state = states.get(number);
      if (!fit) return [number, { reason: reasonOf(state, barred.has(number)) }];
      const middle = middles.get(number);
      const robust = middle ? sandwich(fit.inverse_hessian, middle) : null;
      return [number, { fit: { ...fit, names, robust } }];
    }),
  );
}

/** A fit that the survey did not meet has no choices at all. */
function reasonOf(state: NewtonState | undefined, barred: boolean): FitFailure {
  if (barred) return "separation";
  return state?.status === "failed" ? state.reason : "too_few_partner_choices";
}

/** A single cluster's scores sum to 0 at the maximum: it tells nothing about the errors. */
async function robustMiddles(
  design: Design,
  kind: LogitKind,
  standing: ReadonlyMap<number, LogitFit>,
  clusters: Clusters,
): Promise<Map<number, number[][]>> {
  if (standing.size === 0 || clusters.count < 2) return new Map();
  const by_fit = new Map([...standing].map(([number, { coefficients }]) => [number, coefficients]));
  return scoreProducts(design, kind, by_fit, clusters);
}

/** Where a hundredth of the decisions puts each fit: near enough to save most steps on all of them. */
async function warmStarts(
  design: Design,
  kind: LogitKind,
  surveys: ReadonlyMap<number, LogitSurvey>,
): Promise<Map<number, readonly number[]>> {
  const { sample } = design;
  if (sample === null) return new Map();
  const small = { ...design, table: sample };
  const sampled = await surveyFits(small, kind);
  const samples = new Map([...sampled].filter(([number]) => surveys.has(number)));
  const states = await runNewton(small, kind, samples, new Map());
  return new Map(
    [...states].flatMap(([number, state]) =>
      state.status === "converged" ? [[number, state.fit.coefficients] as const] : [],
    ),
  );
}

const isRunning = (entry: [number, NewtonState]): entry is [number, RunningFit] =>
  entry[1].status === "running";

async function runNewton(
  design: Design,
  kind: LogitKind,
  surveys: ReadonlyMap<number, LogitSurvey>,
  warm: ReadonlyMap<number, readonly number[]>,
): Promise<Map<number, NewtonState>> {
  const names = coefficientNames(kind, design.covariates);
  const states = new Map(
    [...surveys].map(([number, survey]) => [number, beginNewton(names, survey, warm.get(number))]),
  );
  for (;;) {
    const running = [...states].filter(isRunning);
    if (running.length === 0) return states;
    const trials = new Map(running.map(([number, state]) => [number, trialCoefficients(state)]));
    const sums = await evaluateFits(design, kind, trials);
    for (const [number, state] of running) {
      const found = sums.get(number);
      if (!found) throw new Error(`The prepared table has lost fit ${number}.`);
      states.set(number, advanceNewton(state, found));
    }
  }
}

/** Covariances as the deflator takes them; where there is no robust one the inverse Hessian stands for both. */
export const covarianceOf = ({ inverse_hessian, robust }: Standing): FitCovariance => ({
  inverse_hessian,
  robust: robust ?? inverse_hessian,
});

/** Fits that stand, by number. */
export const standingFits = (fits: ReadonlyMap<number, FitOutcome>): Map<number, Standing> =>
  new Map(
    [...fits].flatMap(([number, outcome]) => ("fit" in outcome ? [[number, outcome.fit] as const] : [])),
  );
