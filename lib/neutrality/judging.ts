import { partyOf } from "./context";
import { cellsOfFixed } from "./fixed-cells";
import type { Measured } from "./measured";
import type { Direction, NeutralityQuery } from "./schema";
import { type Deflation, overdispersion } from "./stats/deflator";
import { type JudgeInput, type Judgement, judgeTable } from "./stats/judge";
import type { Sign } from "./stats/needed";
import { listStarts, type Start } from "./stats/starts";
import { type Cell, sumCells } from "./stats/table";
import { isWorse } from "./stats/verdict";
import { inForceDays, policyDays } from "./store/groups";

/** How the question was put, and what came of it. */
export type Judging = {
  direction: Direction;
  /** Which way the verdict speaks of, and the level that it was run at. */
  sign: Sign;
  alpha: number;
  theta_m: number;
  starts: readonly Start[];
  /** Policy versions that first decide on a day of the window. */
  version_days: ReadonlyMap<number, readonly string[]>;
  deflation: Deflation;
  phi: number;
  coverage: number | null;
  judgement: Judgement;
  /** The largest evidence so far, of whichever direction; null where it was not asked for. */
  highest: number | null;
};

/** What is done with a breach while the engine reads what only a guard hangs on. */
export type Meanwhile = (measured: Measured, judging: Judging) => void;

function judge({ settle }: Measured, input: JudgeInput): Judgement {
  const judgement = judgeTable(input);
  return settle ? settle(judgement, input) : judgement;
}

const SIGNS: Record<Direction, readonly Sign[]> = { for: [1], against: [-1], both: [1, -1] };

export type JudgeOptions = Pick<JudgeInput, "limits" | "with_peak"> & {
  /** The cells with their strata, where those of `measured` do not tell them apart. */
  apart?: readonly Cell[] | undefined;
};

/** Runs the test in the direction asked, or both at half the level each, of which the worse verdict stands. Pure. */
export function judgeMeasured(
  query: NeutralityQuery,
  measured: Measured,
  { limits, with_peak, apart = measured.cells }: JudgeOptions = {},
): Judging {
  const direction = query.direction ?? (partyOf(query.focus) === null ? "for" : "against");
  const signs = SIGNS[direction];
  const alpha = query.alpha / signs.length;
  const theta_m = Math.log(query.materiality);
  const { cells, versions, counts } = measured;
  const version_days = policyDays(versions);
  const starts = listStarts(version_days.keys(), Math.max(0, ...cells.map(({ day }) => day)));
  const phi = overdispersion(measured.residual_squares, sumCells(cells).v);
  const deflation = { phi, covariances: measured.covariances };
  const { fixed_strata } = query;
  const strata = fixed_strata && cellsOfFixed({ cells: apart, strata: measured.strata }, fixed_strata);
  const of_routed = (part: number) => (counts.routed > 0 ? part / counts.routed : null);
  const coverage = of_routed(counts.usable + counts.excluded.one_sided);
  const [first, ...others] = signs.map((sign) => ({
    sign,
    judgement: judge(measured, {
      cells,
      strata,
      starts,
      deflation,
      alpha,
      theta_m,
      sign,
      in_force_days: inForceDays(versions),
      coverage,
      unattributed: of_routed(counts.excluded.unattributed_candidate),
      limits,
      with_peak,
      failures: measured.failures,
      guards: (onset_day) => measured.guards({ onset_day, sign, theta_m, alpha }),
    }),
  }));
  if (!first) throw new Error("A direction has at least one sign.");
  const worst = others.reduce(
    (worse, other) => (isWorse(other.judgement.verdict, worse.judgement.verdict) ? other : worse),
    first,
  );
  const peaks = [first, ...others].flatMap(({ judgement: { peak } }) => (peak ? [peak.log_e] : []));
  const highest = peaks.length > 0 ? Math.max(...peaks) : null;
  return { direction, alpha, theta_m, starts, version_days, deflation, phi, coverage, highest, ...worst };
}
