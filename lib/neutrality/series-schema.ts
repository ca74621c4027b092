/** Observed and expected focal share on a day, or over the seven days up to it, with the range of a neutral router. */
export type DailyPoint = {
  /** UTC day, as 2026-08-10. */
  day: string;
  n: number;
  observed: number;
  expected: number;
  /** Where a neutral router's share lies in 99 of 100 days: sampling, dependence and the estimate of the baseline. */
  lower: number;
  upper: number;
};

/** A part of the decisions since the onset; shares are fractions, log-odds null where no finite tilt fits. */
export type SinceOnset = {
  router: string | null;
  task: string | null;
  decisions: number;
  /** Decisions that went to focal models beyond the expected. */
  beyond: number;
  observed: number;
  expected: number;
  log_odds: number | null;
  lower: number | null;
  upper: number | null;
};

/**
 * A change of the focal share between the first and the last third of a window, in fractions of 1. The work brought
 * `mix` (other tasks or routers), price, quality and latency `earned` (a neutral router would have moved as well), and
 * `beyond` is what neither explains, give or take `margin` (99 %). The three add up to the change exactly.
 */
export type Rise = {
  before: RisePeriod;
  after: RisePeriod;
  change: number;
  mix: number;
  earned: number;
  beyond: number;
  margin: number;
};
/** Half-open, in UTC days. */
export type RisePeriod = { from: string; to: string; decisions: number; observed: number; expected: number };

/** ln E at a day: that the tilt is material, and that there is any; it may be looked at every day. */
export type EvidencePoint = { day: string; log_e_material: number; log_e_zero: number };

/** Decisions grouped by the share that a neutral router would give the focus; the range holds 99 of 100 observed shares. */
export type CalibrationPoint = {
  decisions: number;
  expected: number;
  observed: number;
  lower: number;
  upper: number;
};

/** The calibration picture of a router (task null), or of a stratum that is named, before and since the onset. */
export type CalibrationSplit = {
  router: string | null;
  task: string | null;
  /** Empty without an onset: then all is `since`. */
  before: CalibrationPoint[];
  since: CalibrationPoint[];
};
