import type { FitCovariance } from "../stats/deflator";
import type { Matrix } from "../stats/linear";
import { type FrozenFit, nameOfFit } from "./schema";

/** Fits of one router and policy version, of so many coefficients each. */
export type Block = { size: number; fits: readonly FrozenFit[] };

/**
 * Fits of one router and policy version made one after the other, as one vector: the later one's decisions hold the
 * earlier one's, so that they are anything but independent.
 */
export function blocksOf(fits: readonly FrozenFit[]): Map<string, Block> {
  const groups = new Map<string, FrozenFit[]>();
  for (const fit of fits) {
    if (fit.reason !== null) continue;
    const name = nameOfFit(fit);
    groups.set(name, [...(groups.get(name) ?? []), fit]);
  }
  return new Map(
    [...groups].map(([name, group]) => {
      const sorted = group.sort((a, b) => a.b_version - b.b_version);
      return [name, { size: sorted[0]?.coefficients.length ?? 0, fits: sorted }];
    }),
  );
}

// Fits never change, and most days have those of the day before.
const joined = new WeakMap<FrozenFit, { fits: readonly FrozenFit[]; covariance: FitCovariance }>();

/** The covariance of a block's fits as one vector. */
export function covarianceOf(block: Block): FitCovariance {
  const { fits } = block;
  const last = fits.at(-1);
  const known = last && joined.get(last);
  if (known?.fits.length === fits.length && known.fits.every((fit, at) => fit === fits[at]))
    return known.covariance;
  const covariance = joinCovariances(block);
  if (last) joined.set(last, { fits, covariance });
  return covariance;
}

/**
 * Covariance of fits one after the other: where the later is made of the earlier one's decisions and more, theirs is the
 * variance of the later (an efficient estimate is not correlated with what a worse one adds: Hausman 1978).
 */
function joinCovariances({ size, fits }: Block): FitCovariance {
  const whole = (matrix: (fit: FrozenFit) => Matrix): number[][] =>
    fits.flatMap((_, row) =>
      Array.from({ length: size }, (__, i) =>
        fits.flatMap((___, column) => {
          const later = fits[Math.max(row, column)];
          return Array.from({ length: size }, (____, j) => (later ? (matrix(later)[i]?.[j] ?? 0) : 0));
        }),
      ),
    );
  return { inverse_hessian: whole((fit) => fit.inverse_hessian), robust: whole((fit) => fit.robust) };
}
