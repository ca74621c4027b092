import type { Breach } from "../measured";
import { type Deflation, deflateCells } from "../stats/deflator";
import { tiltInterval } from "../stats/interval";
import type { Sign } from "../stats/needed";
import { type Bin, type Cell, poolBins, sumCells } from "../stats/table";
import { estimateTilt } from "../stats/tilt";

/** Bins of a partner's expected probability: coarser than the test's, since bins never overstate. */
export const PLACEBO_BINS = 128;

/** A partner (by its owner's number) in the place of the focus, on the days of one span; `v` is the sum of q (1 - q). */
export type PlaceboCell = { span: number; owner: number; bins: readonly Bin[]; v: number };

/** `starts` are the first days of the spans, which are numbered from 1. */
export type PlaceboSums = { starts: readonly number[]; cells: readonly PlaceboCell[] };

/** A tilt on some days; null where none is finite, or none is bounded. */
export type OwnTilt = {
  n: number;
  x: number;
  q: number;
  log_odds: number | null;
  lower: number | null;
  upper: number | null;
};

export type PlaceboTilt = OwnTilt & { owner: number; counts: boolean };

/** Sum of q (1 - q) from which a tilt counts: with independent decisions its standard error is a tenth in log-odds. */
const MIN_INFORMATION = 100;

/**
 * Each partner's tilt since a day, among partners. The coefficients were fitted to the same decisions, which makes the
 * variance of X - Q smaller than V, never larger: so no cost of the estimate enters, only phi. A tilt counts that is
 * known to a tenth, or whose interval leaves 0 out: a partner of few decisions must not stand in every breach's way.
 */
export function placeboTilts(
  { starts, cells }: PlaceboSums,
  { since, phi, alpha }: { since: number; phi: number; alpha: number },
): PlaceboTilt[] {
  const owners = [...new Set(cells.map(({ owner }) => owner))].sort((a, b) => a - b);
  return owners.flatMap((owner) => {
    const own = cells.filter((cell) => cell.owner === owner && (starts[cell.span - 1] ?? 0) >= since);
    const bins = poolBins(own);
    const of = (part: (bin: Bin) => number) => bins.reduce((sum, bin) => sum + part(bin), 0);
    const [n, x, q] = [of((bin) => bin.n), of((bin) => bin.sum_x), of((bin) => bin.sum_q)];
    if (n === 0) return [];
    const { lower, upper } = tiltInterval(bins, x, 1 / phi, alpha);
    const information = own.reduce((sum, { v }) => sum + v, 0);
    const proven = (lower !== null && lower > 0) || (upper !== null && upper < 0);
    const counts = information >= MIN_INFORMATION || proven;
    return [{ owner, n, x, q, log_odds: estimateTilt(bins, x), lower, upper, counts }];
  });
}

/** The largest tilt that counts in this direction; where none is finite the bound stands in. Null where none counts. */
export function largestPlacebo(tilts: readonly PlaceboTilt[], sign: Sign): PlaceboTilt | null {
  const sizes = tilts
    .filter(({ counts }) => counts)
    .map((tilt) => ({ tilt, size: sizeOf(tilt, sign) }))
    .sort((a, b) => b.size - a.size);
  return sizes[0]?.tilt ?? null;
}

/** A tilt in a direction, as far as it is known. */
const sizeOf = ({ log_odds, lower, upper }: PlaceboTilt, sign: Sign): number =>
  log_odds === null ? boundIn({ lower, upper }, sign) : sign * log_odds;

const boundIn = ({ lower, upper }: { lower: number | null; upper: number | null }, sign: Sign): number => {
  const bound = sign === 1 ? lower : upper;
  return bound === null ? Number.NEGATIVE_INFINITY : sign * bound;
};

/** The focus's own tilt on the days since one. */
export function ownTilt(
  cells: readonly Cell[],
  { since, deflation, alpha }: { since: number; deflation: Deflation; alpha: number },
): OwnTilt {
  const later = cells.filter(({ day }) => day >= since);
  const { n, x, q } = sumCells(later);
  if (n === 0) return { n, x, q, log_odds: null, lower: null, upper: null };
  const bins = poolBins(later);
  const interval = tiltInterval(bins, x, deflateCells(later, deflation).eta, alpha);
  return { n, x, q, log_odds: estimateTilt(bins, x), ...interval };
}

/** Guard (b): our bound lies beyond the largest placebo tilt. Null where no placebo counts. */
export function isBeyond(own: OwnTilt, tilts: readonly PlaceboTilt[], sign: Sign): boolean | null {
  const largest = largestPlacebo(tilts, sign);
  return largest ? boundIn(own, sign) > sizeOf(largest, sign) : null;
}

/** Whether a breach lies within what partners differ by between themselves, on the days since its onset. */
export function withinPartnerSpread(
  cells: readonly Cell[],
  placebos: PlaceboSums,
  deflation: Deflation,
  { onset_day: since, sign, alpha }: Breach,
): boolean {
  const tilts = placeboTilts(placebos, { since, phi: deflation.phi, alpha });
  return isBeyond(ownTilt(cells, { since, deflation, alpha }), tilts, sign) === false;
}
