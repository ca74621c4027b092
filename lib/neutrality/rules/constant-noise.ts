import { BINS, type Bin, type Cell, gridBin } from "../stats/table";
import { exactInterval } from "./binomial";

/** Partner-to-partner deviations of a fit, and the alternatives that they could have gone to. */
export type NoiseCounts = { deviations: number; alternatives: number };

/** Probability that a router which obeys its rule takes one given other candidate all the same. */
export type Noise = { eps: number; lower: number; upper: number };

const LEVEL = 0.99;

/** eps = (D + 1/2) / (M + 1) per alternative, with its exact interval of level 99 %. */
export const estimateNoise = ({ deviations, alternatives }: NoiseCounts): Noise => {
  const { lower, upper } = exactInterval(deviations, alternatives, LEVEL);
  return { eps: (deviations + 0.5) / (alternatives + 1), lower, upper };
};

/** Decisions alike for the rule: of how many candidates how many are focal, and so for the neutral set. */
export type Pattern = { candidates: number; focals: number; neutral: number; neutral_focals: number };

/**
 * q = t_f (1 - eps (k - |T|)) / |T| + eps (k_f - t_f): the neutral set shares what noise leaves, equally. eps is at
 * most 1 / (2k): beyond, the rule would hardly decide.
 */
export function expectedShare({ candidates, focals, neutral, neutral_focals }: Pattern, eps: number): number {
  const noise = Math.min(eps, 1 / (2 * candidates));
  return (
    (neutral_focals * (1 - noise * (candidates - neutral))) / neutral + noise * (focals - neutral_focals)
  );
}

/** Decisions of one day, stratum and fit, by pattern: how many, and of how many a focal model was chosen. */
export type PatternCell = {
  day: number;
  stratum: number;
  fit: number;
  patterns: readonly (Pattern & { n: number; x: number })[];
};

/** The calibration table of these decisions, with one eps for each fit. q is known then: there is no gradient. */
export const constantCells = (cells: readonly PatternCell[], eps: ReadonlyMap<number, number>): Cell[] =>
  cells.map(({ day, stratum, fit, patterns }) => {
    const noise = eps.get(fit) ?? 0;
    const bins = new Map<number, Bin>();
    const totals = { n: 0, x: 0, q: 0, v: 0 };
    for (const pattern of patterns) {
      const { n, x } = pattern;
      const q = expectedShare(pattern, noise);
      const index = Math.min(BINS - 1, Math.floor(BINS * q));
      const bin = bins.get(index) ?? gridBin(index, 0, 0, 0);
      bin.n += n;
      bin.sum_q += n * q;
      bin.sum_x += x;
      bins.set(index, bin);
      totals.n += n;
      totals.x += x;
      totals.q += n * q;
      totals.v += n * q * (1 - q);
    }
    return { day, stratum, fit, bins: [...bins.values()], ...totals, dq: [] };
  });

/** How far along its interval each fit's eps lies: 0 at the end with fewer expected focal choices, 1 at the other. */
export const PLACES = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1] as const;

/** eps of every fit at each of the places. */
export function noiseGrid(
  cells: readonly PatternCell[],
  noise: ReadonlyMap<number, Noise>,
): ReadonlyMap<number, number>[] {
  const ends = new Map(
    [...noise].map(([fit, { lower, upper }]) => {
      const expected = (eps: number) =>
        constantCells(
          cells.filter((cell) => cell.fit === fit),
          new Map([[fit, eps]]),
        ).reduce((sum, { q }) => sum + q, 0);
      return [fit, expected(lower) <= expected(upper) ? [lower, upper] : [upper, lower]] as const;
    }),
  );
  return PLACES.map(
    (place) =>
      new Map([...ends].map(([fit, [from = 0, to = 0]]) => [fit, from + place * (to - from)] as const)),
  );
}
