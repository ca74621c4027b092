import { covarianceOf } from "./baselines/partner-revealed";
import { partyOf } from "./context";
import { type Measured, standingFits } from "./measure";
import type { Direction, NeutralityQuery } from "./schema";
import { type Deflation, overdispersion } from "./stats/deflator";
import { type FocalEffect, observablesAgree } from "./stats/guard";
import { type Judgement, judgeTable } from "./stats/judge";
import type { Sign } from "./stats/needed";
import { listStarts, type Start } from "./stats/starts";
import { sumCells } from "./stats/table";
import { isWorse, MIN_PARTNERS } from "./stats/verdict";
import { inForceDays, policyDays } from "./store/groups";
import { LACKS } from "./store/prepared";
import { exclusionOf } from "./store/tally";

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
};

type Counts = {
  usable: number;
  routed: number;
  excluded: { one_sided: number; unattributed_candidate: number };
};

const SIGNS: Record<Direction, readonly Sign[]> = { for: [1], against: [-1], both: [1, -1] };

/** Runs the test in the direction asked, or both at half the level each, of which the worse verdict stands. Pure. */
export function judgeMeasured(query: NeutralityQuery, measured: Measured, counts: Counts): Judging {
  const direction = query.direction ?? (partyOf(query.focus) === null ? "for" : "against");
  const signs = SIGNS[direction];
  const alpha = query.alpha / signs.length;
  const theta_m = Math.log(query.materiality);
  const { cells, versions } = measured;
  const version_days = policyDays(versions);
  const starts = listStarts(version_days.keys(), Math.max(0, ...cells.map(({ day }) => day)));
  const phi = overdispersion(measured.residual_squares, sumCells(cells).v);
  const deflation = { phi, covariances: covariances(measured) };
  const of_routed = (part: number) => (counts.routed > 0 ? part / counts.routed : null);
  const coverage = of_routed(counts.usable + counts.excluded.one_sided);
  const [first, ...others] = signs.map((sign) => ({
    sign,
    judgement: judgeTable({
      cells,
      starts,
      deflation,
      alpha,
      theta_m,
      sign,
      in_force_days: inForceDays(versions),
      coverage,
      unattributed: of_routed(counts.excluded.unattributed_candidate),
      failures: failuresOf(measured),
      guards: (onset_day) => failedGuards(measured, { onset_day, sign, theta_m, alpha }),
    }),
  }));
  if (!first) throw new Error("A direction has at least one sign.");
  const worst = others.reduce(
    (worse, other) => (isWorse(other.judgement.verdict, worse.judgement.verdict) ? other : worse),
    first,
  );
  return { direction, alpha, theta_m, starts, version_days, deflation, phi, coverage, ...worst };
}

const covariances = ({ baseline }: Measured): Deflation["covariances"] =>
  new Map([...standingFits(baseline)].map(([number, fit]) => [number, covarianceOf(fit)]));

/** Why decisions that could have been compared are not in the test, the reason of most decisions first. */
function failuresOf({ tallies, covariates, baseline }: Measured): string[] {
  const lost = new Map<string, number>();
  const lose = (reason: string, decisions: number) => lost.set(reason, (lost.get(reason) ?? 0) + decisions);
  for (const tally of tallies) {
    if (tally.structure !== 0) continue;
    if (covariates.includes("quality") && tally.lacks & LACKS.refused)
      lose("quality_not_ex_ante", tally.decisions);
    if (exclusionOf(tally, covariates) !== null) continue;
    const outcome = baseline.get(tally.fit);
    if (!outcome) lose("too_few_partner_choices", tally.decisions);
    else if ("reason" in outcome) lose(outcome.reason, tally.decisions);
  }
  return [...lost].sort((a, b) => b[1] - a[1]).map(([reason]) => reason);
}

type Breach = { onset_day: number; sign: Sign; theta_m: number; alpha: number };

/**
 * Guards that keep a breach from standing: fewer than three partners to learn the standard from, and a full model
 * that does not agree, on the fits whose decisions carry the evidence since the onset.
 */
function failedGuards(measured: Measured, breach: Breach): string[] {
  const few = measured.surroundings.owners.length < MIN_PARTNERS;
  return [
    ...(few ? ["fewer_than_three_partners"] : []),
    ...(fullModelAgrees(measured, breach) ? [] : ["full_model_disagrees"]),
  ];
}

function fullModelAgrees({ cells, full }: Measured, breach: Breach): boolean {
  const since = cells.filter(({ day }) => day >= breach.onset_day);
  const standing = standingFits(full);
  const effects: FocalEffect[] = [...standing].map(([number, { coefficients, robust, inverse_hessian }]) => ({
    estimate: coefficients[0] ?? 0,
    robust_se: Math.sqrt(Math.max(0, (robust ?? inverse_hessian)[0]?.[0] ?? 0)),
    weight: sumCells(since.filter(({ fit }) => fit === number)).v,
  }));
  const weighed = effects.filter(({ weight }) => weight > 0);
  if (weighed.length > 0) return observablesAgree(weighed, breach);
  // Always (or never) focal where both sides stood: the dummy has no finite estimate, and none could disagree.
  const { n, x } = sumCells(since);
  return n > 0 && x === (breach.sign === 1 ? n : 0);
}
