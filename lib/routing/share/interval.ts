/** Two-sided 99 % point of the normal distribution. */
const Z_99 = 2.5758293035489;

/**
 * Sums over clusters (customers, else sessions, else single decisions) of what a group got, x, and of all, n: of
 * x, x², x·n; and of n, n², with how many clusters there are.
 */
export type ClusterMoments = { x: number; xx: number; xn: number; n: number; nn: number; clusters: number };

/** Fractions of 1; null where fewer than two clusters leave nothing to judge by. */
export type ShareInterval = { share: number; lower: number | null; upper: number | null };

/**
 * Share with its 99 % interval, robust to customers with tastes: Wilson's interval at the effective number of
 * decisions p(1 - p)/var, with the variance of a ratio between clusters (Cochran 1977, 11.7), sum (x - p n)² / N².
 * A share of 0 or 1 has no variance to see: there each cluster counts once.
 */
export function shareInterval({ x, xx, xn, n, nn, clusters }: ClusterMoments): ShareInterval {
  if (n <= 0 || clusters < 2) return { share: n > 0 ? x / n : 0, lower: null, upper: null };
  const share = Math.min(1, x / n);
  const variance = Math.max(0, xx - 2 * share * xn + share * share * nn) / (n * n);
  const spread = share * (1 - share);
  const effective = spread > 0 && variance > 0 ? Math.min(n, spread / variance) : clusters;
  const z2 = (Z_99 * Z_99) / effective;
  const centre = (share + z2 / 2) / (1 + z2);
  const half = (Z_99 / (1 + z2)) * Math.sqrt(spread / effective + z2 / (4 * effective));
  return { share, lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
