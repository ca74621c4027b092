import { bendTrial } from "../stats/bend";
import type { FitCovariance } from "../stats/deflator";
import { type Matrix, sandwich } from "../stats/linear";
import {
  advanceNewton,
  beginNewton,
  type FitFailure,
  type LogitFit,
  type LogitSums,
  type LogitSurvey,
  type NewtonState,
  type RunningFit,
  settleFit,
  trialCoefficients,
} from "../stats/logit";
import { type Clusters, type Design, surveyFits } from "../store/fits";
import { type ByKind, evaluateJointly, type JointScores, readScores } from "../store/joint";
import { KINDS } from "../store/joint-sql";
import { coefficientNames, type LogitKind } from "../store/logit-sql";
import { sampleOfSample } from "../store/prepared";

/** A fit that stands: its model, and the covariance robust to clusters; null where there is only one cluster. */
export type Standing = LogitFit & { names: readonly string[]; robust: Matrix | null };

export type FitOutcome = { fit: Standing } | { reason: FitFailure };

type Barred = Record<LogitKind, ReadonlySet<number>>;
type States = Record<LogitKind, Map<number, NewtonState>>;

/** Both kinds of model of every fit, and what `readScores` tells beside of the baseline fits that stand. */
export type JointFits = Record<LogitKind, Map<number, FitOutcome>> &
  Pick<JointScores, "residual_squares" | "far">;

const byKind = <T>(make: (kind: LogitKind) => T): Record<LogitKind, T> => ({
  baseline: make("baseline"),
  full: make("full"),
});
const numbersOf = ({ fit_count }: Design): number[] =>
  Array.from({ length: fit_count }, (_, index) => index + 1);

/** One kind of model for every fit (router and policy version). `barred` are fits known to have no finite maximum. */
export async function fitLogits(
  design: Design,
  kind: LogitKind,
  clusters: Clusters,
  barred: ReadonlySet<number> = new Set(),
): Promise<Map<number, FitOutcome>> {
  const others = new Set(numbersOf(design));
  const fits = await fitJointly(
    design,
    clusters,
    byKind((one) => (one === kind ? barred : others)),
  );
  return fits[kind];
}

/**
 * Both kinds of model for every fit, all in step: each evaluation is one query. `barred` are fits known beforehand to
 * have no finite maximum.
 */
export async function fitJointly(design: Design, clusters: Clusters, barred: Barred): Promise<JointFits> {
  const states = await findMaxima(design, barred);
  const standing = byKind(
    (kind) =>
      new Map(
        [...states[kind]].flatMap(([number, state]) =>
          state.status === "converged" ? [[number, state.fit] as const] : [],
        ),
      ),
  );
  const at = byKind(
    (kind) => new Map([...standing[kind]].map(([number, { coefficients }]) => [number, coefficients])),
  );
  const scores = await readScores(design, at, clusters);
  const outcomes = byKind((kind) => {
    const names = coefficientNames(kind, design.covariates);
    return new Map(
      numbersOf(design).map((number): [number, FitOutcome] => {
        const found = standing[kind].get(number);
        if (!found) return [number, { reason: reasonOf(states[kind].get(number), barred[kind].has(number)) }];
        // A single cluster's scores sum to 0 at the maximum: it tells nothing about the errors.
        const sums = scores.sums[kind].get(number);
        const fit = sums ? settleFit(found, sums) : found;
        const middle = clusters.count < 2 ? undefined : scores.middles[kind].get(number);
        const robust = middle ? sandwich(fit.inverse_hessian, middle) : null;
        return [number, { fit: { ...fit, names, robust } }];
      }),
    );
  });
  const { residual_squares, far } = scores;
  return { ...outcomes, residual_squares, far };
}

/** A fit that the survey did not meet has no choices at all. */
function reasonOf(state: NewtonState | undefined, barred: boolean): FitFailure {
  if (barred) return "separation";
  return state?.status === "failed" ? state.reason : "too_few_partner_choices";
}

/** Where a sample puts a fit, and how its covariates vary there. */
type Start = { survey: LogitSurvey; coefficients: readonly number[] };

async function findMaxima(design: Design, barred: Barred): Promise<States> {
  const none: ByKind<Start> = byKind(() => new Map());
  const small = design.sample === null ? null : { ...design, table: design.sample, sample: null };
  // From a fifth of the sample to all of it to all decisions: few steps are left to be taken on many rows.
  const few = small && (await warmStarts({ ...small, table: sampleOfSample(small.table) }, barred, none));
  const warm = small && few ? await warmStarts(small, barred, few) : none;
  const states = await beginFits(design, barred, warm);
  await runNewton(design, states, small);
  return states;
}

/** Where a sample of the decisions puts each fit, begun from where a smaller one did. */
async function warmStarts(small: Design, barred: Barred, from: ByKind<Start>): Promise<ByKind<Start>> {
  const surveys = await surveyKinds(small, barred);
  const states = byKind((kind) => {
    const names = coefficientNames(kind, small.covariates);
    return new Map(
      [...surveys[kind]].map(([number, survey]) => [
        number,
        beginNewton(names, survey, from[kind].get(number)?.coefficients),
      ]),
    );
  });
  await runNewton(small, states, null);
  return byKind(
    (kind) =>
      new Map(
        [...states[kind]].flatMap(([number, state]) => {
          const survey = surveys[kind].get(number);
          return survey && state.status === "converged"
            ? [[number, { survey, coefficients: state.fit.coefficients }] as const]
            : [];
        }),
      ),
  );
}

async function surveyKinds(design: Design, without: Barred): Promise<ByKind<LogitSurvey>> {
  const [baseline, full] = await Promise.all(
    KINDS.map((kind) =>
      surveyFits(
        design,
        kind,
        numbersOf(design).filter((number) => !without[kind].has(number)),
      ),
    ),
  );
  return { baseline: baseline ?? new Map(), full: full ?? new Map() };
}

/** A fit that stands in the sample has shown there that it can be had: it needs no survey of all decisions. */
async function beginFits(design: Design, barred: Barred, warm: ByKind<Start>): Promise<States> {
  const known = byKind((kind) => new Set([...barred[kind], ...warm[kind].keys()]));
  const surveys = await surveyKinds(design, known);
  return byKind((kind) => {
    const names = coefficientNames(kind, design.covariates);
    return new Map([
      ...[...warm[kind]].map(
        ([number, { survey, coefficients }]) => [number, beginNewton(names, survey, coefficients)] as const,
      ),
      ...[...surveys[kind]].map(([number, survey]) => [number, beginNewton(names, survey)] as const),
    ]);
  });
}

const isRunning = (entry: [number, NewtonState]): entry is [number, RunningFit] =>
  entry[1].status === "running";
const running = (states: States) => byKind((kind) => new Map([...states[kind]].filter(isRunning)));
const trialsOf = (fits: Record<LogitKind, Map<number, RunningFit>>) =>
  byKind((kind) => new Map([...fits[kind]].map(([number, state]) => [number, trialCoefficients(state)])));
const sizeOf = (maps: ByKind<unknown>): number => maps.baseline.size + maps.full.size;

/** Steps until no fit is under way. With a sample the first step is bent by what the sample knows of its way. */
async function runNewton(design: Design, states: States, small: Design | null): Promise<void> {
  for (let first = true; ; first = false) {
    const fits = running(states);
    if (sizeOf(fits) === 0) return;
    const trials = trialsOf(fits);
    const sums = await evaluateJointly(design, trials);
    for (const kind of KINDS)
      for (const [number, state] of fits[kind]) {
        const found = sums[kind].get(number);
        if (!found) throw new Error(`The prepared table has lost fit ${number}.`);
        states[kind].set(number, advanceNewton(state, found));
      }
    if (first && small) await bendSteps(small, states, trials, sums);
  }
}

async function bendSteps(
  small: Design,
  states: States,
  from: ByKind<readonly number[]>,
  sums: Record<LogitKind, Map<number, LogitSums>>,
): Promise<void> {
  const fits = running(states);
  if (sizeOf(fits) === 0) return;
  const [before, after] = await Promise.all([
    evaluateJointly(
      small,
      byKind((kind) => new Map([...from[kind]].filter(([number]) => fits[kind].has(number)))),
    ),
    evaluateJointly(small, trialsOf(fits)),
  ]);
  for (const kind of KINDS)
    for (const [number, state] of fits[kind]) {
      const [whole, here, there] = [sums, before, after].map((found) => found[kind].get(number));
      if (whole && here && there)
        states[kind].set(number, bendTrial(state, whole, { before: here, after: there }));
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
