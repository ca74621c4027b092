/** How many points a piece is known at. */
export const POINTS = 20;

/** Where a piece is known, within [-1, 1]. */
export const NODES: readonly number[] = Array.from({ length: POINTS }, (_, k) =>
  Math.cos((Math.PI * (k + 0.5)) / POINTS),
);

const COSINES = Array.from({ length: POINTS }, (_, j) =>
  NODES.map((_node, k) => Math.cos((Math.PI * j * (k + 0.5)) / POINTS)),
);

/** Coefficients of the polynomial that takes these values at the nodes, in Chebyshev's polynomials. */
export const coefficientsOf = (values: ArrayLike<number>): Float64Array =>
  Float64Array.from(COSINES, (cosines, j) => {
    let sum = 0;
    for (let k = 0; k < POINTS; k += 1) sum += (values[k] ?? 0) * (cosines[k] ?? 0);
    return ((j === 0 ? 1 : 2) * sum) / POINTS;
  });

/** That polynomial at t within [-1, 1], by Clenshaw's recurrence. */
export function valueAt(coefficients: Float64Array, t: number): number {
  let [one, two] = [0, 0];
  for (let j = coefficients.length - 1; j > 0; j -= 1) {
    const next = 2 * t * one - two + (coefficients[j] ?? 0);
    two = one;
    one = next;
  }
  return t * one - two + (coefficients[0] ?? 0);
}
