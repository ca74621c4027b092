import { exactInterval } from "./exact";

/** How often something happened at any look of a stream, with its exact interval of 95 %. */
export type Rate = { hits: number; trials: number; lower: number; upper: number };

export const rateOf = (hits: number, trials: number): Rate => ({
  hits,
  trials,
  ...exactInterval(hits, trials),
});

export const happened = (day: number | null | undefined): day is number => day !== null && day !== undefined;

/** A mean and its interval of 95 %, by the standard error of the mean. */
export type Mean = { mean: number; lower: number; upper: number };

const Z = 1.96;

/** Of one value the interval is without end. */
export function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = values.length > 1 ? Z * Math.sqrt(squares / (values.length - 1) / values.length) : Infinity;
  return { mean, lower: mean - half, upper: mean + half };
}

/** The value below which a share of the values lie; the lower of two in the middle. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
