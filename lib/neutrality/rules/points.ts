import { logSumExp } from "../stats/evidence";

/** The least share of decisions that deviations must reach to be material, where a check says nothing else. */
export const MATERIALITY_SHARE = 0.001;

// Shares that the evidence bets on, as multiples of the share in question, and the stake on each.
const BELOW = [
  [0, 1 / 2],
  [0.1, 1 / 6],
  [0.3, 1 / 6],
  [0.6, 1 / 6],
] as const;
const ABOVE = [
  [1.5, 1 / 4],
  [3, 1 / 4],
  [10, 1 / 4],
  [50, 1 / 4],
] as const;

/** Deviations among decisions, and what dependence between them costs (1: none). */
export type Points = { deviations: number; decisions: number; phi: number };

/** ln of a mixture of likelihood ratios against the share m; each is one bet that may be settled any day. */
function logBets(
  { deviations, decisions, phi }: Points,
  m: number,
  bets: readonly (readonly [number, number])[],
): number {
  const kept = decisions - deviations;
  return logSumExp(
    bets.map(([factor, stake]) => {
      const p = Math.min(0.999, factor * m);
      const hits = deviations === 0 ? 0 : deviations * Math.log(p / m);
      const misses = kept === 0 ? 0 : kept * Math.log((1 - p) / (1 - m));
      return Math.log(stake) + (hits + misses) / phi;
    }),
  );
}

/**
 * ln of the evidence that fewer than the share m of decisions deviate. If m of them or more do, whatever came before,
 * it reaches 1/alpha on any day with probability at most alpha (Ville).
 */
export const logEvidenceBelow = (points: Points, m: number): number => logBets(points, m, BELOW);

/** ln of the evidence that more than the share m of decisions deviate; valid in the same way. */
export const logEvidenceAbove = (points: Points, m: number): number => logBets(points, m, ABOVE);

const FARTHEST = 1e12;

/**
 * About how many more decisions like these would settle that fewer than m deviate; 0 when they have, null when such
 * decisions bring no evidence.
 */
export function pointsNeeded(points: Points, m: number, alpha: number): number | null {
  if (points.decisions === 0) return null;
  const rate = points.deviations / points.decisions;
  const settled = (decisions: number) =>
    logEvidenceBelow({ deviations: rate * decisions, decisions, phi: points.phi }, m) >= Math.log(1 / alpha);
  if (settled(points.decisions)) return 0;
  if (!settled(FARTHEST)) return null;
  let low = points.decisions;
  let high = FARTHEST;
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (settled(middle)) high = middle;
    else low = middle;
  }
  return high - points.decisions;
}
