import { sandwich } from "../stats/linear";
import type { LogitFit, LogitSums } from "../stats/logit";

/** A choice from a set, straight from the definitions: no engine, no sharing with what is tested. */
export type Choice = { z: number[][]; chosen: number; cluster: string };

export const outer = (a: readonly number[], b = a) => a.map((x) => b.map((y) => x * y));
export const plus = (a: number[][], b: number[][]) =>
  a.map((row, i) => row.map((value, j) => value + (b[i]?.[j] ?? 0)));
export const zeros = (size: number) =>
  Array.from({ length: size }, () => Array.from({ length: size }, () => 0));

export function scoreOf({ z, chosen }: Choice, b: readonly number[]) {
  const utilities = z.map((row) => row.reduce((sum, value, p) => sum + value * (b[p] ?? 0), 0));
  const top = Math.max(...utilities);
  const weights = utilities.map((value) => Math.exp(value - top));
  const all = weights.reduce((sum, value) => sum + value, 0);
  const p = weights.map((value) => value / all);
  const mean = b.map((_, k) => z.reduce((sum, row, j) => sum + (p[j] ?? 0) * (row[k] ?? 0), 0));
  const information = z.reduce((sum, row, j) => {
    const centred = row.map((value, k) => value - (mean[k] ?? 0));
    return plus(
      sum,
      outer(centred).map((line) => line.map((value) => value * (p[j] ?? 0))),
    );
  }, zeros(b.length));
  const gradient = mean.map((value, k) => (z[chosen]?.[k] ?? 0) - value);
  return { log_likelihood: (utilities[chosen] ?? 0) - top - Math.log(all), gradient, information };
}

export function evaluate(choices: readonly Choice[], b: readonly number[]): LogitSums {
  const parts = choices.map((choice) => scoreOf(choice, b));
  return {
    decisions: choices.length,
    log_likelihood: parts.reduce((sum, part) => sum + part.log_likelihood, 0),
    gradient: b.map((_, p) => parts.reduce((sum, part) => sum + (part.gradient[p] ?? 0), 0)),
    information: parts.reduce((sum, part) => plus(sum, part.information), zeros(b.length)),
  };
}

/** Covariance robust to clusters, without small-sample factor. */
export function robustCovariance(
  choices: readonly Choice[],
  fit: Pick<LogitFit, "coefficients" | "inverse_hessian">,
): number[][] {
  const sums = new Map<string, number[]>();
  for (const choice of choices) {
    const { gradient } = scoreOf(choice, fit.coefficients);
    sums.set(
      choice.cluster,
      gradient.map((value, p) => value + (sums.get(choice.cluster)?.[p] ?? 0)),
    );
  }
  const middle = [...sums.values()].reduce(
    (sum, one) => plus(sum, outer(one)),
    zeros(fit.coefficients.length),
  );
  return sandwich(fit.inverse_hessian, middle);
}
