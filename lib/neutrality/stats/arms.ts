/**
 * One day and stratum of an experiment: decisions (n) and focal choices (x) of production (a) and of the copy of the
 * router that is blind to ownership (b).
 */
export type Arms = { n_a: number; x_a: number; n_b: number; x_b: number };

/** Mean and variance of x_a given the margins, where both arms choose alike: the hypergeometric law. */
export function momentsOf({ n_a, x_a, n_b, x_b }: Arms): { mean: number; variance: number } {
  const n = n_a + n_b;
  const m = x_a + x_b;
  const mean = (m * n_a) / n;
  return { mean, variance: n > 1 ? (((mean * n_b) / n) * (n - m)) / (n - 1) : 0 };
}

/** The least and the greatest x_a that the margins of the table leave. */
export function rangeOf({ n_a, x_a, n_b, x_b }: Arms): { low: number; high: number } {
  const m = x_a + x_b;
  return { low: Math.max(0, m - n_b), high: Math.min(n_a, m) };
}
