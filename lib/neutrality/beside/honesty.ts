import { boundsOf } from "./compare";
import type { Compared } from "./compare-sql";
import { judgeDifference, outcomeBins } from "./outcomes";
import type { OutcomeKind, ScoreGroup, ScoreHonesty } from "./schema";

/** Sums over chosen models of one stratum and owner: of outcomes y and predicted qualities p where there is an outcome. */
export type ScoreSums = {
  stratum: number;
  won: number;
  winner: number;
  n: number;
  with_outcome: number;
  y: number;
  p: number;
  yy: number;
  pp: number;
  yp: number;
};

/** How the outcome moves with the predicted quality within router, task and owner, and its standard error. */
export type Slope = { estimate: number; error: number };

export type HonestyData = {
  sums: readonly ScoreSums[];
  /** Numbers of the owners whose comparisons follow number 0. */
  partners: readonly number[];
  slope: Slope | null;
  comparisons: ReadonlyMap<number, Compared>;
};

/** Null where predicted qualities do not differ, or there is nothing to judge by. */
export function slopeOf(sums: readonly ScoreSums[]): Slope | null {
  let [pp, yp, yy, free] = [0, 0, 0, -1];
  for (const { with_outcome: n, y, p, ...squares } of sums) {
    if (n < 2) continue;
    pp += squares.pp - (p * p) / n;
    yp += squares.yp - (y * p) / n;
    yy += squares.yy - (y * y) / n;
    free += n - 1;
  }
  if (!(pp > 1e-9) || free <= 0) return null;
  const estimate = yp / pp;
  return { estimate, error: Math.sqrt(Math.max(0, yy - estimate * yp) / free / pp) };
}

/** Half an interval wider than this tells nothing of whether scores are honest. */
const MAX_HALF_WIDTH = 0.05;

export type OwnerName = (owner: number) => { key: string; name: string };

/** Whether scores are honest by the outcomes: the focus against others, and each partner against the others. */
export function composeHonesty(
  outcome: OutcomeKind | null,
  { sums, partners, slope, comparisons }: HonestyData,
  nameOf: OwnerName,
  alpha: number,
): ScoreHonesty {
  const judged = judgeDifference(comparisons.get(0), alpha);
  const total = (of: (sum: ScoreSums) => number) => sums.reduce((sum, one) => sum + of(one), 0);
  const [decisions, with_outcome] = [total(({ n }) => n), total((sum) => sum.with_outcome)];
  const moves = slope ? boundsOf(slope.estimate, slope.error, alpha) : null;
  return {
    outcome,
    decisions,
    with_outcome,
    coverage: decisions > 0 ? with_outcome / decisions : null,
    compared: judged.compared,
    focal: groupBy(sums.filter(({ won }) => won === 1)),
    others: groupBy(sums.filter(({ won }) => won === 0)),
    ...judged.bounds,
    slope: { estimate: slope?.estimate ?? null, lower: moves?.lower ?? null, upper: moves?.upper ?? null },
    finding: findingOf(judged, moves?.lower ?? null),
    by_partner: partners.map((owner, index) => ({
      ...nameOf(owner),
      ...groupBy(sums.filter(({ winner }) => winner === owner)),
      ...judgeDifference(comparisons.get(index + 1), alpha).bounds,
    })),
    bins: outcomeBins(comparisons.get(0)?.cells ?? []),
  };
}

function groupBy(sums: readonly ScoreSums[]): ScoreGroup {
  const of = (part: (sum: ScoreSums) => number) => sums.reduce((total, sum) => total + part(sum), 0);
  const decisions = of(({ with_outcome }) => with_outcome);
  const mean = (sum: number) => (decisions > 0 ? sum / decisions : null);
  return { decisions, predicted: mean(of(({ p }) => p)), outcome: mean(of(({ y }) => y)) };
}

/** Outcomes that do not rise with the predicted quality cannot say whether it is honest. */
function findingOf(
  { bounds, enough }: Pick<ReturnType<typeof judgeDifference>, "bounds" | "enough">,
  slope_lower: number | null,
): ScoreHonesty["finding"] {
  const { lower, upper } = bounds;
  if (!enough || lower === null || upper === null) return "too_few";
  if (slope_lower === null || slope_lower <= 0) return "unrelated";
  if (upper < 0) return "flattered";
  if (lower > 0) return "modest";
  return (upper - lower) / 2 > MAX_HALF_WIDTH ? "too_few" : "no_difference";
}
