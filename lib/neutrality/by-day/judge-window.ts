import { composeFixed, type StratumFigures } from "../fixed-strata";
import { type Judging, judgeMeasured } from "../judging";
import type { Measured } from "../measured";
import { type Begin, placeWithin, seenSince } from "../onset";
import type { NeutralityQuery, SinceOnset } from "../schema";
import { sumGradients } from "../stats/deflator";
import { Fold, willLast } from "../stats/fold";
import { gridsOf, sumGrids } from "../stats/grid";
import { type Cell, gridCell, groupCells, poolBins, sumFew, sumShown } from "../stats/table";
import type { CoverageLimits } from "../stats/verdict";
import { composeStrata, describeSinceOnset } from "../strata";

/** What is said of a window that was measured day by day; days count from its first. */
export type JudgedWindow = {
  judging: Judging;
  observed: number;
  expected: number;
  decisions: number;
  strata: StratumFigures[];
  /** Of what is tilted: since when. */
  onset: Begin | null;
  /** Of what is tilted: the decisions since the onset, which the data picked. */
  since_onset: Omit<SinceOnset, "router" | "task"> | null;
  /** Of what is kept: the latest start from which the days alone rule a material tilt out. Null: by none. */
  seen_from: number | null;
  /** Only of what is judged in points: asks for the day up to which most spoke for a breach. */
  dayOfMost: (() => number | null) | null;
};

/** The verdict on a window and the figures that stand beside it, as `assess` has them. Pure. */
export function judgeWindow(
  query: NeutralityQuery,
  measured: Measured,
  { limits, strata, with_peak }: { limits: CoverageLimits; strata: boolean; with_peak: boolean },
): JudgedWindow {
  const cells = poolStrata(measured);
  const { day_of_most } = measured;
  const options = { limits, with_peak, apart: measured.cells };
  const judging = judgeMeasured(query, { ...measured, cells }, options);
  const { n, x, q } = sumShown(cells);
  return {
    judging,
    observed: x,
    expected: q,
    decisions: n,
    strata: composeOf(query, measured, judging, strata),
    onset: placeWithin(cells, judging),
    since_onset: describeSinceOnset(cells, judging),
    seen_from: seenSince(cells, judging),
    dayOfMost: day_of_most ? () => day_of_most(judging) : null,
  };
}

/** The strata that were fixed, each with its part of the evidence; else, where wanted, those of the data beside it. */
function composeOf(
  { fixed_strata }: NeutralityQuery,
  measured: Measured,
  judging: Judging,
  wanted: boolean,
): JudgedWindow["strata"] {
  if (fixed_strata) return composeFixed(measured, fixed_strata, judging);
  return wanted ? composeStrata(measured, judging) : [];
}

const pooled = new Fold<readonly Cell[], Cell[]>((cells, of_day) => {
  for (const cell of poolDay(of_day)) cells.push(willLast(cell));
});

/**
 * One cell of each day and fit: pooled evidence does not tell strata apart. Tables of an experiment stay as they are. What
 * days come to is remembered with their cells, since a check judges the same days every day.
 */
const poolStrata = ({ cells, by_day }: Measured): Cell[] => [
  ...pooled.of(by_day ?? [...groupCells(cells, ({ day }) => day).values()], () => []),
];

function poolDay(of_day: readonly Cell[]): Cell[] {
  const [first] = of_day;
  const in_columns = gridsOf(of_day) !== null;
  if (!first || (!in_columns && first.bins[0]?.arms)) return [...of_day];
  return [...groupCells(of_day, ({ fit }) => fit)].map(([fit, own]): Cell => {
    const place = { day: first.day, stratum: 0, fit, dq: sumGradients(own).get(fit) ?? [] };
    const grids = gridsOf(own);
    if (!grids) return { ...place, bins: poolBins(own), ...sumFew(own) };
    const { n, q, x } = sumGrids(grids);
    const grid = { n: Uint32Array.from(n), q: Float64Array.from(q), x: Uint32Array.from(x) };
    return gridCell({ ...place, v: sumFew(own).v }, grid);
  });
}
