import type { GuardReason, Reason } from "../reasons";
import { type Deflation, deflateCells } from "./deflator";
import { type Interval, tiltInterval } from "./interval";
import { decisionsNeeded, type Sign } from "./needed";
import {
  evidenceByDay,
  leadingStart,
  peakOf,
  type Term,
  type Track,
  termsAt,
  totalEvidence,
  trackCells,
} from "./process";
import type { Start } from "./starts";
import { type MixedEvidence, mixByDay, mixTerms } from "./strata-evidence";
import { type Cell, poolBins, sumCells, type Totals } from "./table";
import { estimateTilt } from "./tilt";
import { type CoverageLimits, decideVerdict, type Verdict } from "./verdict";

export type JudgeInput = {
  cells: readonly Cell[];
  /** The same decisions by stratum where strata were fixed beforehand, those of no other last: then E is mixed. */
  strata?: readonly (readonly Cell[])[] | undefined;
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
  /** What E at the materiality is mixed of, where strata were fixed beforehand: ln E of all, and of each stratum. */
  mixed?: Pick<MixedEvidence, "log_e_pooled" | "log_e_strata"> | undefined;
  peak: { day: number; log_e: number } | null;
  onset: Start | null;
  /** Each start's part of the evidence that the onset leads; none without an onset. */
  onset_terms: readonly Term[];
  needed: number | null;
};

type Evidence = { terms: Term[]; log_e: number; mixed?: Judgement["mixed"]; peak: () => Judgement["peak"] };

/** E at one null: of all decisions together, or mixed with the strata's. */
function evidenceAt({ cells, strata, starts, deflation, sign }: JudgeInput, theta0: number): Evidence {
  const termsOf = (track: Track) => termsAt(track, starts, deflation, track.days.length);
  const byDay = (track: Track) => evidenceByDay(track, starts, deflation);
  const track = trackCells(cells, { theta0, sign });
  const terms = termsOf(track);
  if (!strata) return { terms, log_e: totalEvidence(terms), peak: () => peakOf(byDay(track)) };
  const apart = strata.map((own) => trackCells(own, { theta0, sign }));
  const { log_e, terms: all, ...mixed } = mixTerms(terms, apart.map(termsOf));
  return { terms: all, log_e, mixed, peak: () => peakOf(mixByDay(byDay(track), apart.map(byDay))) };
}

/** Everything that follows from a calibration table with decisions in it, for one direction. Pure. */
export function judgeTable(input: JudgeInput): Judgement {
  const { cells, deflation, alpha, theta_m, sign } = input;
  const totals = sumCells(cells);
  const bins = poolBins(cells);
  const material = evidenceAt(input, sign * theta_m);
  const zero = evidenceAt(input, 0);
  const window = deflateCells(cells, deflation);
  const tilt = estimateTilt(bins, totals.x);
  const interval = tiltInterval(bins, totals.x, window.eta, alpha);
  const lead = leadingStart(material.terms);
  const breaching = material.log_e >= Math.log(1 / alpha);
  const decided = decideVerdict({
    usable: totals.n,
    alpha,
    theta_m,
    sign,
    log_e_material: material.log_e,
    log_e_zero: zero.log_e,
    // Asked for where nothing worse has been found: they take as long as all the rest.
    get bounds() {
      return boundsForKept(input, zero, interval);
    },
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
    log_e_material: material.log_e,
    log_e_zero: zero.log_e,
    ...(material.mixed ? { mixed: material.mixed } : {}),
    peak: input.with_peak === false ? null : material.peak(),
    ...onsetOf(decided.verdict === "breach" ? material.terms : decided.verdict === "watch" ? zero.terms : []),
    needed: decisionsNeeded({ bins, x: totals.x, tilt, eta: window.eta, alpha, theta_m, sign }),
  };
}

/** Where the evidence of these terms leads from, with the terms. */
export const onsetOf = (terms: readonly Term[]): Pick<Judgement, "onset" | "onset_terms"> => ({
  onset: leadingStart(terms),
  onset_terms: terms,
});

/**
 * The far bounds from day 0, from the beginning of each policy version in force, and, where E(0) >= 1, from the
 * start that carries most of E(0). A span without decisions rules nothing out: null.
 */
function boundsForKept(
  { cells, alpha, sign, deflation, in_force_days }: JudgeInput,
  zero: Pick<Evidence, "terms" | "log_e">,
  from_day_0: Interval,
): (number | null)[] {
  const far = (interval: Interval) => (sign === 1 ? interval.upper : interval.lower);
  const suspected = zero.log_e >= 0 ? leadingStart(zero.terms)?.day : undefined;
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
