import type { Judging } from "./judging";
import type { Measured } from "./measured";
import type { CalibrationPoint, CalibrationSplit, Neutrality } from "./schema";
import { normalQuantile } from "./stats/normal";
import { type Bin, binMean, type Cell, poolOnGrid } from "./stats/table";

const LEVEL = 0.99;
/** Groups of equal width over the expected shares that occur. */
const GROUPS = 16;

/** The calibration picture: all, each router where there are several, and each named stratum; split at the onset. */
export function composeCalibration(
  { cells, strata }: Pick<Measured, "cells" | "strata">,
  { judgement, phi }: Pick<Judging, "judgement" | "phi">,
  judged: Neutrality["strata"],
): CalibrationSplit[] {
  const onset = judgement.onset?.day ?? 0;
  const split = (router: string | null, task: string | null, of: readonly Cell[]): CalibrationSplit => ({
    router,
    task,
    before: pointsOf(
      of.filter(({ day }) => day < onset),
      phi,
    ),
    since: pointsOf(
      of.filter(({ day }) => day >= onset),
      phi,
    ),
  });
  const of = (condition: (stratum: Measured["strata"][number]) => boolean) =>
    cells.filter(({ stratum }) => {
      const found = strata[stratum - 1];
      return found !== undefined && condition(found);
    });
  const routers = [...new Set(strata.flatMap(({ router }) => (router === null ? [] : [router])))].sort();
  const named = judged.filter((row) => row.named && row.router !== null);
  return [
    split(null, null, cells),
    ...(routers.length > 1
      ? routers.map((name) =>
          split(
            name,
            null,
            of(({ router }) => router === name),
          ),
        )
      : []),
    ...named.map(({ router, task }) =>
      split(
        router,
        task,
        of((stratum) => stratum.router === router && stratum.task === task),
      ),
    ),
  ].filter(({ before, since }) => before.length + since.length > 0);
}

/** Bins merged into groups of equal width of q. The range is that of a share with the group's mean, phi included. */
function pointsOf(cells: readonly Cell[], phi: number): CalibrationPoint[] {
  const bins = poolOnGrid(cells);
  const means = bins.map(binMean);
  const low = Math.min(...means);
  const width = (Math.max(...means) - low) / GROUPS || 1;
  const groups = new Map<number, Bin[]>();
  for (const [index, bin] of bins.entries()) {
    const group = Math.min(GROUPS - 1, Math.floor(((means[index] ?? low) - low) / width));
    groups.set(group, [...(groups.get(group) ?? []), bin]);
  }
  return [...groups.values()].map((group) => {
    const n = group.reduce((sum, bin) => sum + bin.n, 0);
    const x = group.reduce((sum, bin) => sum + bin.sum_x, 0);
    const q = group.reduce((sum, bin) => sum + bin.sum_q, 0);
    const observed = x / n;
    // The variance at the observed share, kept off 0 so that a group of one kind still has a width.
    const near = (x + 0.5) / (n + 1);
    const half = normalQuantile(1 - (1 - LEVEL) / 2) * Math.sqrt((phi * near * (1 - near)) / n);
    return {
      decisions: n,
      expected: q / n,
      observed,
      lower: Math.max(0, observed - half),
      upper: Math.min(1, observed + half),
    };
  });
}
