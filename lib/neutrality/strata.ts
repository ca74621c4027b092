import type { Judging } from "./judging";
import type { Measured } from "./measured";
import type { Neutrality, SinceOnset } from "./schema";
import { deflateCells } from "./stats/deflator";
import { selectByEvidence } from "./stats/e-bh";
import { capped } from "./stats/evidence";
import { Fold } from "./stats/fold";
import { tiltInterval } from "./stats/interval";
import { termsAt, totalEvidence, trackCells } from "./stats/process";
import { type Cell, groupCells, poolBins, sumCells, sumShown } from "./stats/table";
import { estimateTilt } from "./stats/tilt";

const OTHER = { router: null, task: null };

type Groups = Map<number, Cell[]>;

function addCells(groups: Groups, of_day: readonly Cell[]): void {
  for (const cell of of_day) {
    const group = groups.get(cell.stratum);
    if (group) group.push(cell);
    else groups.set(cell.stratum, [cell]);
  }
}

// Checks judge the same days again and again.
const split = new Fold<readonly Cell[], Groups>(addCells);

/** Cells by stratum; number 0 holds what is beyond the largest. */
function byStratum({ cells, by_day, strata }: Measured) {
  const groups = by_day ? split.of(by_day, () => new Map()) : groupCells(cells, ({ stratum }) => stratum);
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([number, own]) => ({ ...(strata[number - 1] ?? OTHER), cells: own }));
}

/** Each stratum's own evidence (its own V and G, the window's phi), and those that e-BH names. */
export function composeStrata(measured: Measured, judging: Judging): Neutrality["strata"] {
  const { starts, deflation, sign, theta_m } = judging;
  const hypothesis = { theta0: sign * theta_m, sign };
  const rows = byStratum(measured).map(({ router, task, cells }) => {
    const track = trackCells(cells, hypothesis);
    const { n, x, q } = sumShown(cells);
    return {
      row: {
        router,
        task,
        decisions: n,
        observed: x / n,
        expected: q / n,
        log_odds: estimateTilt(poolBins(cells), x),
      },
      log_e: totalEvidence(termsAt(track, starts, deflation, track.days.length)),
    };
  });
  const named = selectByEvidence(
    rows.map(({ log_e }) => log_e),
    judging.alpha,
  );
  return rows.map(({ row, log_e }, index) => ({ ...row, e_value: capped(log_e), named: named.has(index) }));
}

/** The interval of each stratum by itself, over the whole window, in the order of `composeStrata`. */
export function composeStrataBounds(
  measured: Measured,
  { deflation, alpha }: Judging,
): { lower: number | null; upper: number | null }[] {
  return byStratum(measured).map(({ cells }) =>
    tiltInterval(poolBins(cells), sumCells(cells).x, deflateCells(cells, deflation).eta, alpha),
  );
}

/** All decisions since the onset, then each stratum of them, largest excess first; empty without an onset. */
export function composeSinceOnset(measured: Measured, judging: Judging): SinceOnset[] {
  const from = judging.judgement.onset?.day;
  if (from === undefined) return [];
  const parts = [{ ...OTHER, cells: measured.cells }, ...byStratum(measured)];
  const [all, ...strata] = parts.flatMap(({ router, task, cells }) => {
    const since = cells.filter(({ day }) => day >= from);
    return since.length === 0 ? [] : [{ router, task, ...describePart(since, judging) }];
  });
  const { sign } = judging;
  return all ? [all, ...strata.sort((a, b) => sign * (b.beyond - a.beyond))] : [];
}

/** All decisions since the onset; null without one. */
export function describeSinceOnset(
  cells: readonly Cell[],
  judging: Judging,
): Omit<SinceOnset, "router" | "task"> | null {
  const from = judging.judgement.onset?.day;
  const since = from === undefined ? [] : cells.filter(({ day }) => day >= from);
  return since.length === 0 ? null : describePart(since, judging);
}

function describePart(
  cells: readonly Cell[],
  { deflation, alpha }: Judging,
): Omit<SinceOnset, "router" | "task"> {
  const { n, x, q } = sumShown(cells);
  const bins = poolBins(cells);
  const { eta } = deflateCells(cells, deflation);
  return {
    decisions: n,
    beyond: x - q,
    observed: x / n,
    expected: q / n,
    log_odds: estimateTilt(bins, x),
    ...tiltInterval(bins, x, eta, alpha),
  };
}
