import { cholesky, invertCholesky, type Matrix, solveCholesky } from "./linear";

/** One evaluation of a conditional logit: log-likelihood, its gradient, and the information (minus its Hessian). */
export type LogitSums = {
  decisions: number;
  log_likelihood: number;
  gradient: readonly number[];
  information: Matrix;
};

/** Why a fit fails: `separation`, `not_identified: NAME`, or too few choices. */
export type FitFailure = "separation" | "too_few_partner_choices" | `not_identified: ${string}`;

/**
 * Within-set products of the covariates' deviations, summed; how many candidates they are of; and how far each covariate
 * goes in the middle one of the sets where it varies (absent: as far as its deviation says).
 */
export type LogitSurvey = {
  decisions: number;
  candidates: number;
  products: Matrix;
  spread?: readonly number[];
};

export type LogitFit = {
  decisions: number;
  log_likelihood: number;
  coefficients: readonly number[];
  inverse_hessian: Matrix;
};

/** A fit under way: standardised coefficients to try next, and the share of the Newton step that they are. */
export type RunningFit = {
  status: "running";
  scale: readonly number[];
  accepted: Accepted | null;
  trial: readonly number[];
  fraction: number;
  steps: number;
  /** Begun where something else than these choices said: left at once where they say otherwise. */
  warm: boolean;
  /** Some choices lie so far from the others that steps are measured by what they gain as well. */
  wary: boolean;
};

export type NewtonState =
  | RunningFit
  | { status: "converged"; fit: LogitFit }
  | { status: "failed"; reason: FitFailure };

/** Standardised coefficients so far, what they gave, and the Newton direction from there. */
type Accepted = { beta: readonly number[]; log_likelihood: number; direction: readonly number[] };

const MAX_STEPS = 50;
/** A standardised step this small is the last: what it leaves is of the order of its square. */
const LAST_STEP = 1e-5;
const FARTHEST = 20;
const NEARLY_CERTAIN = -0.001;
const SMALLEST_FRACTION = 2 ** -40;
/** A step is taken no further than this at once: one choice far out must not throw all others off. */
const FARTHEST_STEP = 10;
/** A start from which it would be this far, standardised, is none. */
const NO_START = 1;
/** Twice what a last step may gain where it has to be measured by that. */
const LAST_GAIN = 1e-8;
/** A covariate's deviation beyond so many times its middle spread comes from a few choices far out. */
const FAR_OUT = 10;
const PER_COEFFICIENT = 20;
const COLLINEAR = 1e-10;

/** Choices without which there is no fit of so many coefficients. */
export const leastChoices = (coefficients: number): number => Math.max(1, PER_COEFFICIENT * coefficients);

/** Covariates whose deviation comes from a few choices far out. */
export const farOut = ({ products, candidates, spread }: LogitSurvey): boolean[] =>
  products.map((row, p) => Math.sqrt((row[p] ?? 0) / candidates) > FAR_OUT * (spread?.[p] ?? Number.NaN));

/**
 * Begins a fit of standardised covariates (by their within-set deviation, of which a few choices far out are no measure),
 * at `warm` coefficients or at 0. Fails at once when there are too few choices, or when a covariate never varies within a
 * set or repeats others.
 */
export function beginNewton(
  names: readonly string[],
  survey: LogitSurvey,
  {
    warm,
    wary = farOut(survey).includes(true),
  }: { warm?: readonly number[] | undefined; wary?: boolean } = {},
): NewtonState {
  if (survey.decisions < leastChoices(names.length))
    return { status: "failed", reason: "too_few_partner_choices" };
  const plain = names.map((_, p) => Math.sqrt((survey.products[p]?.[p] ?? 0) / survey.candidates));
  const flat = plain.findIndex((deviation) => !(deviation > 0));
  if (flat !== -1) return { status: "failed", reason: `not_identified: ${names[flat] ?? ""}` };
  const factored = cholesky(standardise(survey.products, plain), COLLINEAR);
  if ("singular" in factored)
    return { status: "failed", reason: `not_identified: ${names[factored.singular] ?? ""}` };
  const scale = plain.map((deviation, p) =>
    Math.min(deviation, FAR_OUT * (survey.spread?.[p] || Number.POSITIVE_INFINITY)),
  );
  const trial = scale.map((deviation, p) => (warm?.[p] ?? 0) * deviation);
  return {
    status: "running",
    scale,
    accepted: null,
    trial,
    fraction: 1,
    steps: 0,
    warm: warm !== undefined,
    wary,
  };
}

/** Coefficients at which a running fit wants to be evaluated next, in the covariates' own units. */
export const trialCoefficients = (state: RunningFit): number[] =>
  state.trial.map((value, p) => value / (state.scale[p] ?? 1));

/** One Newton-Raphson step with step halving, from the evaluation at the trial coefficients. */
export function advanceNewton(state: RunningFit, sums: LogitSums): NewtonState {
  const { scale, accepted, trial, fraction } = state;
  if (accepted && !notWorse(sums.log_likelihood, accepted.log_likelihood)) {
    if (fraction < SMALLEST_FRACTION) return { status: "failed", reason: "separation" };
    return { ...state, fraction: fraction / 2, trial: moved(accepted, fraction / 2) };
  }
  const step = Number.isFinite(sums.log_likelihood) ? newtonStep(scale, sums) : null;
  if (state.warm && !(step && largest(step.direction) < NO_START))
    return { ...state, warm: false, wary: true, accepted: null, fraction: 1, trial: trial.map(() => 0) };
  // The survey has shown that the covariates vary, each by itself: only certainty of the choices can flatten this.
  if (!step) return { status: "failed", reason: "separation" };
  const { direction, gain } = step;
  const moving = !(largest(direction) < LAST_STEP) || (state.wary && gain > LAST_GAIN);
  const certain = sums.log_likelihood > NEARLY_CERTAIN * sums.decisions;
  if (certain || (moving && (largest(trial) > FARTHEST || state.steps >= MAX_STEPS)))
    return { status: "failed", reason: "separation" };
  if (!moving) return { status: "converged", fit: finish(state, sums, step) };
  const next = { beta: trial, log_likelihood: sums.log_likelihood, direction };
  const share = Math.min(1, FARTHEST_STEP / largest(direction));
  return {
    ...state,
    warm: false,
    accepted: next,
    trial: moved(next, share),
    fraction: share,
    steps: state.steps + 1,
  };
}

type Step = { direction: readonly number[]; factor: Matrix; gain: number };

/** The standardised step to where a parabola has its maximum, and twice what it would gain; null where that is nowhere. */
function newtonStep(scale: readonly number[], { information, gradient }: LogitSums): Step | null {
  const factored = cholesky(standardise(information, scale));
  if ("singular" in factored) return null;
  const steepest = gradient.map((value, p) => value / (scale[p] ?? 1));
  const direction = solveCholesky(factored.factor, steepest);
  const gain = steepest.reduce((sum, value, p) => sum + value * (direction[p] ?? 0), 0);
  return { direction, factor: factored.factor, gain };
}

/** Rounding of a sum over millions of decisions must not read as a fall. */
const notWorse = (value: number, before: number): boolean => value >= before - 1e-11 * (1 + Math.abs(before));

const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs));

const moved = ({ beta, direction }: Accepted, fraction: number): number[] =>
  beta.map((value, p) => value + fraction * (direction[p] ?? 0));

const standardise = (matrix: Matrix, scale: readonly number[]): number[][] =>
  matrix.map((row, i) => row.map((value, j) => value / ((scale[i] ?? 1) * (scale[j] ?? 1))));

function finish({ scale, trial }: RunningFit, sums: LogitSums, { direction, factor, gain }: Step): LogitFit {
  return {
    decisions: sums.decisions,
    log_likelihood: sums.log_likelihood + gain / 2,
    coefficients: trial.map((value, p) => (value + (direction[p] ?? 0)) / (scale[p] ?? 1)),
    inverse_hessian: standardise(invertCholesky(factor), scale),
  };
}

/** From an evaluation, how far its maximum lies by Newton's step, in the covariates' own units; null where that is nowhere. */
export function newtonShift({ gradient, information }: LogitSums): number[] | null {
  const { scale, factored } = factorScaled(information);
  if ("singular" in factored) return null;
  const rest = solveCholesky(
    factored.factor,
    gradient.map((value, p) => value / (scale[p] ?? 1)),
  );
  return rest.map((value, p) => value / (scale[p] ?? 1));
}

/**
 * The fit whose evaluation at `coefficients`, close by, was `sums`: the rest of the way is a Newton step. `information`: what
 * it is where the step ends, if that is known.
 */
export function settleFit(
  coefficients: readonly number[],
  sums: LogitSums,
  information?: Matrix,
): LogitFit | null {
  const shift = newtonShift(sums);
  const { scale, factored } = factorScaled(information ?? sums.information);
  if (shift === null || "singular" in factored) return null;
  const gained = sums.gradient.reduce((sum, value, p) => sum + value * (shift[p] ?? 0), 0);
  return {
    decisions: sums.decisions,
    log_likelihood: sums.log_likelihood + gained / 2,
    coefficients: coefficients.map((value, p) => value + (shift[p] ?? 0)),
    inverse_hessian: standardise(invertCholesky(factored.factor), scale),
  };
}

/** The factor of an information matrix whose diagonal has been made 1, and the scale that made it so. */
function factorScaled(information: Matrix) {
  const scale = information.map((values, p) => Math.sqrt(values[p] ?? 1));
  return { scale, factored: cholesky(standardise(information, scale)) };
}
