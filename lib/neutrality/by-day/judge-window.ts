import { type Judging, judgeMeasured } from "../judging";
import type { Measured } from "../measured";
import type { Neutrality, NeutralityQuery } from "../schema";
import { sumGradients } from "../stats/deflator";
import { type Cell, groupCells, poolBins, sumCells, sumShown } from "../stats/table";
import type { CoverageLimits } from "../stats/verdict";
import { composeStrata } from "../strata";

/** What is said of a window that was measured day by day; days count from its first. */
export type JudgedWindow = {
  judging: Judging;
  observed: number;
  expected: number;
  decisions: number;
  strata: Neutrality["strata"];
  /** First days of policy versions, by the names of those that begin there. */
  version_days: ReadonlyMap<number, readonly string[]>;
};

/** The verdict on a window and the figures that stand beside it, as `assess` has them. Pure. */
export function judgeWindow(
  query: NeutralityQuery,
  measured: Measured,
  { limits, strata, with_peak }: { limits: CoverageLimits; strata: boolean; with_peak: boolean },
): JudgedWindow {
  const cells = poolStrata(measured.cells);
  const judging = judgeMeasured(query, { ...measured, cells }, { limits, with_peak });
  const { n, x, q } = sumShown(cells);
  return {
    judging,
    observed: x,
    expected: q,
    decisions: n,
    strata: strata ? composeStrata(measured, judging) : [],
    version_days: judging.version_days,
  };
}

const pooled = new WeakMap<Cell, { cells: readonly Cell[]; by_fit: Cell[] }>();

/**
 * One cell of each day and fit: pooled evidence does not tell strata apart. Tables of an experiment stay as they are. What
 * a day comes to is remembered with its first cell, since a check judges the same days every day.
 */
function poolStrata(cells: readonly Cell[]): Cell[] {
  return [...groupCells(cells, ({ day }) => day).values()].flatMap((of_day) => {
    const [first] = of_day;
    if (!first || first.bins[0]?.arms) return of_day;
    const known = pooled.get(first);
    const same =
      known?.cells.length === of_day.length && of_day.every((cell, at) => known.cells[at] === cell);
    if (known && same) return known.by_fit;
    const by_fit = [...groupCells(of_day, ({ fit }) => fit)].map(([fit, own]): Cell => {
      const gradient = sumGradients(own).get(fit) ?? [];
      return { day: first.day, stratum: 0, fit, bins: poolBins(own), ...sumCells(own), dq: gradient };
    });
    pooled.set(first, { cells: of_day, by_fit });
    return by_fit;
  });
}
