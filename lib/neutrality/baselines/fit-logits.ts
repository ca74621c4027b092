import type { FitCovariance } from "../stats/deflator";
import { type Matrix, sandwich } from "../stats/linear";
import {
  beginNewton,
  type FitFailure,
  farOut,
  type LogitFit,
  type LogitSurvey,
  type NewtonState,
  settleFit,
} from "../stats/logit";
import { type Clusters, calmRows, type Design, surveyFits } from "../store/fits";
import type { ByKind } from "../store/joint";
import { KINDS } from "../store/joint-sql";
import { coefficientNames, type LogitKind } from "../store/logit-sql";
import { sampleOfSample } from "../store/prepared";
import { canMove, readScores } from "../store/scores";
import {
  arrivingAt,
  byKind,
  type Found,
  partOf,
  runNewton,
  runRoughly,
  type States,
  shiftsOf,
  standingAt,
  stepOnLarge,
  takeLastSteps,
} from "./newton";

/** A fit that stands: its model, and the covariance robust to clusters; null where there is only one cluster. */
export type Standing = LogitFit & { names: readonly string[]; robust: Matrix | null };

export type FitOutcome = { fit: Standing } | { reason: FitFailure };

type Barred = Record<LogitKind, ReadonlySet<number>>;

/** Both kinds of model of every fit, and what `readScores` tells beside of the baseline fits that stand. */
export type JointFits = Record<LogitKind, Map<number, FitOutcome>> & {
  /** Sum over clusters of (sum of x - q) squared, the numerator of phi. */
  residual_squares: number;
  /** Whether some tested decision's candidates lie too far apart for what is quick. */
  far: boolean;
};

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

/** Both kinds of model for every fit, whose coefficients are known before their errors are. */
export type Fitting = {
  /** b of the baseline fits that stand, by the fit's number, as `settled` will have them. */
  coefficients: ReadonlyMap<number, readonly number[]>;
  far: boolean;
  settled: Promise<JointFits>;
};

export type FitOptions = {
  /** Fits known beforehand to have no finite maximum. */
  barred: Barred;
  /** Called when the engine has room for something else. */
  meanwhile?: () => void;
};

/** As `beginJointly`, to the end. */
export const fitJointly = async (
  design: Design,
  sought: Clusters | Promise<Clusters>,
  barred: Barred,
): Promise<JointFits> => (await beginJointly(design, sought, { barred })).settled;

/**
 * Both kinds of model for every fit, all in step: each evaluation is one query. What dependence is counted by may still be
 * sought meanwhile: only the last scan needs it.
 */
export async function beginJointly(
  design: Design,
  sought: Clusters | Promise<Clusters>,
  { barred, meanwhile = () => undefined }: FitOptions,
): Promise<Fitting> {
  const { states, at, scores, shifts, information } = await findMaxima(design, sought, { barred, meanwhile });
  // Who awaits it may have failed before: what follows tells of the failure.
  information.catch(() => undefined);
  const clusters = await sought;
  const middles = scores.middles(shifts);
  const settle = (turned: ByKind<Matrix>): JointFits => {
    const outcomes = byKind((kind) => {
      const names = coefficientNames(kind, design.covariates);
      return new Map(
        numbersOf(design).map((number): [number, FitOutcome] => {
          const [coefficients, sums] = [at[kind].get(number), scores.sums[kind].get(number)];
          const state = states[kind].get(number);
          const fit =
            (coefficients && sums && settleFit(coefficients, sums, turned[kind].get(number))) ??
            (state?.status === "converged" ? state.fit : null);
          if (!fit) return [number, { reason: reasonOf(state, barred[kind].has(number)) }];
          // A single cluster's scores sum to 0 at the maximum: it tells nothing about the errors.
          const middle = clusters.count < 2 ? undefined : middles[kind].get(number);
          const robust = middle ? sandwich(fit.inverse_hessian, middle) : null;
          return [number, { fit: { ...fit, names, robust } }];
        }),
      );
    });
    return { ...outcomes, residual_squares: scores.residual_squares(shifts), far: scores.far };
  };
  const standing = standingFits(settle(byKind(() => new Map())).baseline);
  return {
    coefficients: new Map([...standing].map(([number, { coefficients }]) => [number, coefficients])),
    far: scores.far,
    settled: information.then(settle),
  };
}

/** A fit that the survey did not meet has no choices at all. */
function reasonOf(state: NewtonState | undefined, barred: boolean): FitFailure {
  if (barred) return "separation";
  return state?.status === "failed" ? state.reason : "too_few_partner_choices";
}

/** Where a sample puts a fit, and how its covariates vary there. */
type Start = { survey: LogitSurvey; coefficients: readonly number[] };

async function findMaxima(
  design: Design,
  sought: Clusters | Promise<Clusters>,
  { barred, meanwhile }: Required<FitOptions>,
): Promise<Found> {
  const { sample } = design;
  if (sample === null) return takePlainSteps(design, await sought, await beginFits(design, barred, NOWHERE));
  const small = partOf(design, sample.small);
  // Few steps are left to be taken on many rows: from a hundredth, or a twentieth where that is too few, to two fifths.
  const few = await warmStarts(partOf(design, sampleOfSample(sample)), barred, NOWHERE);
  const others = byKind((kind) => new Set([...barred[kind], ...few[kind].keys()]));
  const more = await warmStarts(small, others, NOWHERE);
  const warm = byKind((kind) => new Map([...few[kind], ...more[kind]]));
  const states = await beginFits(design, barred, warm);
  await stepOnLarge(partOf(design, sample.large), states);
  const clusters = await sought;
  const found = canMove(design, clusters)
    ? await takeLastSteps(design, small, clusters, { states, meanwhile })
    : null;
  return found ?? takePlainSteps(design, clusters, states);
}

async function takePlainSteps(design: Design, clusters: Clusters, states: States): Promise<Found> {
  await runNewton(design, states);
  const at = standingAt(states);
  const scores = await readScores(design, at, clusters);
  return {
    states,
    at,
    scores,
    shifts: shiftsOf(scores.sums),
    information: Promise.resolve(byKind(() => new Map())),
  };
}

/** Where a sample of the decisions puts each fit, begun from where a smaller one did. */
async function warmStarts(
  small: Design,
  barred: Barred,
  from: ByKind<Start>,
  careful = true,
): Promise<ByKind<Start>> {
  const surveys = await surveyKinds(small, barred);
  const calm = careful ? await calmStarts(small, surveys) : NOWHERE;
  const states = byKind((kind) => {
    const names = coefficientNames(kind, small.covariates);
    return new Map(
      [...surveys[kind]].map(([number, survey]) => {
        const found = { begun: from[kind].get(number), calm: calm[kind].get(number) };
        return [number, beginSurveyed(names, survey, found)];
      }),
    );
  });
  await runRoughly(small, states);
  const at = arrivingAt(states);
  return byKind(
    (kind) =>
      new Map(
        [...at[kind]].flatMap(([number, coefficients]) => {
          const survey = surveys[kind].get(number);
          return survey ? [[number, { survey, coefficients }] as const] : [];
        }),
      ),
  );
}

const NOWHERE: ByKind<Start> = byKind(() => new Map());

/** How many middle spreads a covariate may go within a set for its decision to be one of the others. */
const CALM = 1000;

/**
 * Fits in which a few choices lie far out: where all others put them. A single figure that is wrong by powers of ten would
 * keep Newton's steps small until it has no weight any more.
 */
async function calmStarts(design: Design, surveys: ByKind<LogitSurvey>): Promise<ByKind<Start>> {
  const far = byKind(
    (kind) => new Map([...surveys[kind]].filter(([, survey]) => farOut(survey).includes(true))),
  );
  if (far.baseline.size + far.full.size === 0) return NOWHERE;
  const limits = design.covariates.map((_, k) => {
    const spreads = KINDS.flatMap((kind) =>
      [...far[kind].values()].map(({ spread }) => spread?.[kind === "full" ? k + 1 : k] ?? 0),
    );
    const widest = Math.max(0, ...spreads.filter((spread) => spread > 0));
    return widest > 0 && Number.isFinite(widest) ? CALM * widest : null;
  });
  const others = byKind((kind) => new Set(numbersOf(design).filter((number) => !far[kind].has(number))));
  return warmStarts(partOf(design, calmRows(design, limits)), others, NOWHERE, false);
}

/** Begins a fit where something smaller ended; where some choices lie far out, the others say how covariates vary. */
function beginSurveyed(
  names: readonly string[],
  survey: LogitSurvey,
  { begun, calm }: { begun?: Start | undefined; calm?: Start | undefined },
): NewtonState {
  const warm = begun?.coefficients ?? calm?.coefficients;
  if (!calm) return beginNewton(names, survey, { warm });
  const { products, candidates } = calm.survey;
  return beginNewton(names, { ...survey, products, candidates }, { warm, wary: true });
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
  const calm = await calmStarts(design, surveys);
  return byKind((kind) => {
    const names = coefficientNames(kind, design.covariates);
    return new Map([
      ...[...warm[kind]].map(
        ([number, { survey, coefficients }]) =>
          [number, beginNewton(names, survey, { warm: coefficients })] as const,
      ),
      ...[...surveys[kind]].map(
        ([number, survey]) =>
          [number, beginSurveyed(names, survey, { calm: calm[kind].get(number) })] as const,
      ),
    ]);
  });
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
