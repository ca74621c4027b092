/**
 * Indices that the e-BH procedure names at level alpha, from the logarithms of K e-values: the k largest, with
 * k = max{k: e_(k) >= K / (alpha k)}. Any dependence is allowed (Wang & Ramdas, JRSS-B 2022).
 */
export function selectByEvidence(log_e: readonly number[], alpha: number): Set<number> {
  const order = log_e.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value);
  let count = 0;
  for (const [rank, { value }] of order.entries())
    if (value >= Math.log(log_e.length / (alpha * (rank + 1)))) count = rank + 1;
  return new Set(order.slice(0, count).map(({ index }) => index));
}
