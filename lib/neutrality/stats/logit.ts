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

/** Within-set products of the covariates' deviations, summed; and how many candidates they are of. */
export type LogitSurvey = { decisions: number; candidates: number; products: Matrix };

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
const PER_COEFFICIENT = 20;
const COLLINEAR = 1e-10;

/**
 * Begins a fit of standardised covariates (by their within-set deviation), at `warm` coefficients or at 0. Fails at
 * once when there are too few choices, or when a covariate never varies within a set or repeats others.
 */
export function beginNewton(
  names: readonly string[],
  survey: LogitSurvey,
  warm?: readonly number[],
): NewtonState {
  if (survey.decisions < PER_COEFFICIENT * names.length || survey.decisions === 0)
    return { status: "failed", reason: "too_few_partner_choices" };
  const scale = names.map((_, p) => Math.sqrt((survey.products[p]?.[p] ?? 0) / survey.candidates));
  const flat = scale.findIndex((deviation) => !(deviation > 0));
  if (flat !== -1) return { status: "failed", reason: `not_identified: ${names[flat] ?? ""}` };
  const factored = cholesky(standardise(survey.products, scale), COLLINEAR);
  if ("singular" in factored)
    return { status: "failed", reason: `not_identified: ${names[factored.singular] ?? ""}` };
  const trial = scale.map((deviation, p) => (warm?.[p] ?? 0) * deviation);
  return { status: "running", scale, accepted: null, trial, fraction: 1, steps: 0 };
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
  if (!Number.isFinite(sums.log_likelihood)) return { status: "failed", reason: "separation" };
  const factored = cholesky(standardise(sums.information, scale));
  // The survey has shown that the covariates vary, each by itself: only certainty of the choices can flatten this.
  if ("singular" in factored) return { status: "failed", reason: "separation" };
  const direction = solveCholesky(
    factored.factor,
    sums.gradient.map((value, p) => value / (scale[p] ?? 1)),
  );
  const moving = !(largest(direction) < LAST_STEP);
  const certain = sums.log_likelihood > NEARLY_CERTAIN * sums.decisions;
  if (certain || (moving && (largest(trial) > FARTHEST || state.steps >= MAX_STEPS)))
    return { status: "failed", reason: "separation" };
  if (!moving) return { status: "converged", fit: finish(state, sums, factored.factor, direction) };
  const next = { beta: trial, log_likelihood: sums.log_likelihood, direction };
  return { ...state, accepted: next, trial: moved(next, 1), fraction: 1, steps: state.steps + 1 };
}

/** Rounding of a sum over millions of decisions must not read as a fall. */
const notWorse = (value: number, before: number): boolean => value >= before - 1e-11 * (1 + Math.abs(before));

const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs));

const moved = ({ beta, direction }: Accepted, fraction: number): number[] =>
  beta.map((value, p) => value + fraction * (direction[p] ?? 0));

const standardise = (matrix: Matrix, scale: readonly number[]): number[][] =>
  matrix.map((row, i) => row.map((value, j) => value / ((scale[i] ?? 1) * (scale[j] ?? 1))));

function finish(state: RunningFit, sums: LogitSums, factor: Matrix, direction: readonly number[]): LogitFit {
  const { scale, trial } = state;
  const gained = sums.gradient.reduce(
    (sum, value, p) => sum + (value * (direction[p] ?? 0)) / (scale[p] ?? 1),
    0,
  );
  return {
    decisions: sums.decisions,
    log_likelihood: sums.log_likelihood + gained / 2,
    coefficients: trial.map((value, p) => (value + (direction[p] ?? 0)) / (scale[p] ?? 1)),
    inverse_hessian: standardise(invertCholesky(factor), scale),
  };
}

/** A fit that stands by its evaluation there: the rest of the way, too small for a step, and all else exactly. */
export function settleFit(fit: LogitFit, sums: LogitSums): LogitFit {
  const scale = sums.information.map((values, p) => 1 / Math.sqrt(values[p] ?? 1));
  const factored = cholesky(
    standardise(
      sums.information,
      scale.map((value) => 1 / value),
    ),
  );
  if ("singular" in factored) return fit;
  const rest = solveCholesky(
    factored.factor,
    sums.gradient.map((value, p) => value * (scale[p] ?? 1)),
  );
  return {
    ...fit,
    log_likelihood: sums.log_likelihood,
    coefficients: fit.coefficients.map((value, p) => value + (rest[p] ?? 0) * (scale[p] ?? 1)),
    inverse_hessian: standardise(
      invertCholesky(factored.factor),
      scale.map((value) => 1 / value),
    ),
  };
}
