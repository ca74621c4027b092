import { cholesky, type Matrix, solveCholesky } from "./linear";
import type { LogitSums, RunningFit } from "./logit";

/** A sample's sums where a step began, and where it leads. */
export type SampleStep = { before: LogitSums; after: LogitSums };

/**
 * A Newton step takes the likelihood for a parabola. How it departs from one along the step, a sample of the decisions
 * tells well enough to bring the next trial nearer by an order (the surrogate likelihood of Jordan, Lee & Yang 2019), and
 * once more from there. `sums` are those of all decisions where the step began, `after` the sample's at the trial. The
 * trial is left as it is where the sample cannot tell.
 */
export function bendTrial(state: RunningFit, sums: LogitSums, { before, after }: SampleStep): RunningFit {
  const { scale, accepted, trial } = state;
  if (!accepted || before.decisions === 0) return state;
  const at = (values: readonly number[], p: number) => values[p] ?? 0;
  const step = trial.map((value, p) => value - at(accepted.beta, p));
  const whole = sums.information.map((row, i) =>
    row.map((value, j) => value / (at(scale, i) * at(scale, j))),
  );
  const factored = cholesky(whole);
  if ("singular" in factored) return state;
  const share = sums.decisions / before.decisions;
  const left = scale.map((deviation, p) => {
    const curved = (information: Matrix) =>
      step.reduce((sum, moved, j) => sum + (at(information[p] ?? [], j) * moved) / at(scale, j), 0);
    const parabola = at(sums.gradient, p) - curved(sums.information);
    const beyond = at(after.gradient, p) - at(before.gradient, p) + curved(before.information);
    return (parabola + share * beyond) / deviation;
  });
  const shift = solveCholesky(factored.factor, left);
  const size = (values: readonly number[]) => Math.max(...values.map(Math.abs));
  if (!(size(shift) < size(step))) return state;
  return { ...state, trial: trial.map((value, p) => value + at(shift, p)) };
}
