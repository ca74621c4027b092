import type { Judging } from "./judging";
import type { Measured } from "./measured";
import type { Neutrality, SinceOnset } from "./schema";
import { deflateCells } from "./stats/deflator";
import { selectByEvidence } from "./stats/e-bh";
import { capped, type Hypothesis } from "./stats/evidence";
import { tiltInterval } from "./stats/interval";
import { type Track, termsAt, totalEvidence, trackCells } from "./stats/process";
import { type Cell, groupCells, poolBins, sumCells, sumShown } from "./stats/table";
import { estimateTilt } from "./stats/tilt";

const OTHER = { router: null, task: null };

type DayCells = { cells: readonly Cell[]; tracks: { hypothesis: Hypothesis; days: Track["days"] }[] };
const split = new WeakMap<readonly Cell[], Map<number, DayCells>>();

/** The cells of a day by stratum, remembered with them: checks judge the same days again and again. */
function splitDay(of_day: readonly Cell[]): Map<number, DayCells> {
  const known = split.get(of_day);
  if (known) return known;
  const groups = [...groupCells(of_day, ({ stratum }) => stratum)];
  const found = new Map(
    groups.map(([stratum, cells]): [number, DayCells] => [stratum, { cells, tracks: [] }]),
  );
  split.set(of_day, found);
  return found;
}

const MOST_TRACKS = 4;

/** What a day's cells come to under a hypothesis. */
function trackDay({ cells, tracks }: DayCells, hypothesis: Hypothesis): Track["days"] {
  const { theta0, sign } = hypothesis;
  const known = tracks.find((one) => one.hypothesis.theta0 === theta0 && one.hypothesis.sign === sign);
  if (known) return known.days;
  const { days } = trackCells(cells, hypothesis);
  tracks.splice(0, tracks.length - MOST_TRACKS + 1);
  tracks.push({ hypothesis, days });
  return days;
}

/** Cells by stratum; number 0 holds what is beyond the largest. */
function byStratum({ cells, by_day, strata }: Measured) {
  const groups = new Map<number, DayCells[]>();
  for (const of_day of by_day ?? groupCells(cells, ({ day }) => day).values())
    for (const [stratum, own] of splitDay(of_day)) {
      const group = groups.get(stratum);
      if (group) group.push(own);
      else groups.set(stratum, [own]);
    }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([number, days]) => ({
      ...{ ...(strata[number - 1] ?? OTHER), days },
      cells: days.flatMap((own) => own.cells),
    }));
}

/** Each stratum's own evidence (its own V and G, the window's phi), and those that e-BH names. */
export function composeStrata(measured: Measured, judging: Judging): Neutrality["strata"] {
  const { starts, deflation, sign, theta_m } = judging;
  const hypothesis = { theta0: sign * theta_m, sign };
  const rows = byStratum(measured).map(({ router, task, cells, days }) => {
    const track = { hypothesis, days: days.flatMap((own) => trackDay(own, hypothesis)) };
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
