import type { GuardReason, Reason } from "../reasons";
import { type Deflation, deflateCells } from "./deflator";
import { type Interval, tiltInterval } from "./interval";
import { decisionsNeeded, type Sign } from "./needed";
import { leadingStart, peakEvidence, type Term, termsAt, totalEvidence, trackCells } from "./process";
import type { Start } from "./starts";
import { type Cell, poolBins, sumCells, type Totals } from "./table";
import { estimateTilt } from "./tilt";
import { type CoverageLimits, decideVerdict, type Verdict } from "./verdict";

export type JudgeInput = {
  cells: readonly Cell[];
  starts: readonly Start[];
  deflation: Deflation;
  alpha: number;
  theta_m: number;
  sign: Sign;
  /** Days on which the policy versions in force began, one or more a router. */
  in_force_days: readonly number[];
  coverage: number | null;
  unattributed: number | null;
  limits?: CoverageLimits | undefined;
  /** False where the largest evidence so far is known otherwise: it takes every day's for every start. */
  with_peak?: boolean | undefined;
  failures: readonly Reason[];
  /** Guards that a breach fails, given the day from which the evidence for it is strongest. */
  guards: (onset_day: number) => readonly GuardReason[];
};

export type Judgement = {
  verdict: Verdict;
  because: Reason[];
  totals: Totals;
  tilt: number | null;
  interval: Interval;
  eta: number;
  /** G' S G / V over the window. */
  r: number | null;
  log_e_material: number;
  log_e_zero: number;
  peak: { day: number; log_e: number } | null;
  onset: Start | null;
  needed: number | null;
};

/** Everything that follows from a calibration table with decisions in it, for one direction. Pure. */
export function judgeTable(input: JudgeInput): Judgement {
  const { cells, starts, deflation, alpha, theta_m, sign } = input;
  const totals = sumCells(cells);
  const bins = poolBins(cells);
  const material = trackCells(cells, { theta0: sign * theta_m, sign });
  const zero = trackCells(cells, { theta0: 0, sign });
  const last = material.days.length;
  const material_terms = termsAt(material, starts, deflation, last);
  const zero_terms = termsAt(zero, starts, deflation, last);
  const log_e_material = totalEvidence(material_terms);
  const log_e_zero = totalEvidence(zero_terms);
  const window = deflateCells(cells, deflation);
  const tilt = estimateTilt(bins, totals.x);
  const interval = tiltInterval(bins, totals.x, window.eta, alpha);
  const lead = leadingStart(material_terms);
  const breaching = log_e_material >= Math.log(1 / alpha);
  const decided = decideVerdict({
    usable: totals.n,
    alpha,
    theta_m,
    sign,
    log_e_material,
    log_e_zero,
    bounds: boundsForKept(input, zero_terms, interval),
    near_bound: sign === 1 ? interval.lower : interval.upper,
    coverage: input.coverage,
    unattributed: input.unattributed,
    limits: input.limits,
    failures: input.failures,
    guards: breaching && lead ? input.guards(lead.day) : [],
  });
  return {
    ...decided,
    totals,
    tilt,
    interval,
    eta: window.eta,
    r: window.v > 0 ? window.estimation_variance / window.v : null,
    log_e_material,
    log_e_zero,
    peak: input.with_peak === false ? null : peakEvidence(material, starts, deflation),
    onset: onsetOf(decided.verdict, material_terms, zero_terms),
    needed: decisionsNeeded({ bins, x: totals.x, tilt, eta: window.eta, alpha, theta_m, sign }),
  };
}

function onsetOf(verdict: Verdict, material: readonly Term[], zero: readonly Term[]): Start | null {
  if (verdict === "breach") return leadingStart(material);
  return verdict === "watch" ? leadingStart(zero) : null;
}

/**
 * The far bounds from day 0, from the beginning of each policy version in force, and, where E(0) >= 1, from the
 * start that carries most of E(0). A span without decisions rules nothing out: null.
 */
function boundsForKept(
  { cells, alpha, sign, deflation, in_force_days }: JudgeInput,
  zero_terms: readonly Term[],
  from_day_0: Interval,
): (number | null)[] {
  const far = (interval: Interval) => (sign === 1 ? interval.upper : interval.lower);
  const suspected = totalEvidence(zero_terms) >= 0 ? leadingStart(zero_terms)?.day : undefined;
  const days = new Set([...in_force_days, ...(suspected === undefined ? [] : [suspected])]);
  const later = [...days].filter((day) => cells.some((cell) => cell.day < day));
  return [
    cells.length > 0 ? far(from_day_0) : null,
    ...later.map((day) => {
      const span = cells.filter((cell) => cell.day >= day);
      if (span.length === 0) return null;
      const { eta } = deflateCells(span, deflation);
      return far(tiltInterval(poolBins(span), sumCells(span).x, eta, alpha));
    }),
  ];
}
