import { type Deflation, estimationVariance } from "../stats/deflator";
import { boundsOf } from "./compare";
import type { HarmFigure } from "./schema";

/** Sums by fit over decisions that carry a figure, and the sum over clusters of (sum of got less expected) squared. */
export type HarmSums = {
  fits: readonly {
    fit: number;
    n: number;
    actual: number;
    expected: number;
    /** Of what a neutral router would have given, summed over decisions. */
    variance: number;
    /** How `expected` moves with each coefficient. */
    gradient: readonly number[];
  }[];
  squares: number;
};

/**
 * What customers got against what the baseline would have given, with the interval that sampling, dependence within
 * clusters and the estimated baseline leave. `per`: sums, or means per decision. Null without decisions.
 */
export function harmFigure(
  { fits, squares }: HarmSums,
  covariances: Deflation["covariances"],
  per: "sum" | "mean",
  alpha: number,
): HarmFigure | null {
  const total = (of: (fit: HarmSums["fits"][number]) => number) =>
    fits.reduce((sum, fit) => sum + of(fit), 0);
  const decisions = total(({ n }) => n);
  if (decisions === 0) return null;
  const scale = per === "mean" ? 1 / decisions : 1;
  const [actual, expected, own] = [
    total((fit) => fit.actual),
    total((fit) => fit.expected),
    total((fit) => fit.variance),
  ];
  const gradients = fits.map(({ fit, gradient }) => [fit, gradient] as const);
  // phi times the variance; where a neutral router has none at all, what happened still has.
  const variance = Math.max(own, squares) + estimationVariance(gradients, covariances);
  return {
    decisions,
    actual: actual * scale,
    expected: expected * scale,
    ...boundsOf((actual - expected) * scale, Math.sqrt(variance) * scale, alpha),
  };
}
