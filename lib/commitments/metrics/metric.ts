import type { Context, FrozenFit, GuardEvidence, Part } from "@/lib/neutrality/server";
import type { MetricName, MetricOf } from "../checks/definition";
import type { LoadedCheck } from "../checks/store";
import type { Day } from "../day";
import type { ResultFigures, ResultVerdict } from "../results/schema";

/** What is measured: a check, over some days of one of its windows. */
export type Measuring<N extends MetricName> = {
  check: Pick<LoadedCheck, "id" | "definition">;
  test: MetricOf<N>;
  window_from: Day;
  /** The day of the run: the last that is judged. */
  day: Day;
  /** The days to measure, in order. */
  days: readonly Day[];
  context: Context;
  /** Fits that are in force in this window; empty where the metric has none. */
  fits: readonly CheckFitRow[];
  /** Contents of the window's other days, as they stand. */
  kept: readonly JudgedDay[];
  /** The decisions of the days to measure that lie in the check's scope; null: they are not in memory. */
  rows: ReadonlyMap<Day, readonly Part[]> | null;
};

/** A frozen fit with the days between which it holds. */
export type CheckFitRow = FrozenFit & { from_day: Day; upto_day: Day; catalogue_version: string };

/** JSON that a day is kept as. */
export type Content = { [name: string]: unknown };

export type MeasuredDays = { days: ReadonlyMap<Day, Content>; fits: readonly CheckFitRow[] };

/** A day as it is judged. */
export type JudgedDay = { day: Day; content: Content };

/** What an earlier result over these very days had reached. */
export type Earlier = {
  result_id: string;
  verdict: ResultVerdict;
  peak: { log_e_value: number | null; day: Day | null };
};

/** An earlier result that was a breach, over days that have been measured anew since, and the day of its largest evidence. */
export type Breached = { result_id: string; day: Day | null };

/** What the last due look at a window said, for one that was not due; null: there was none yet. */
export type Between = { result_id: string | null; verdict: ResultVerdict | null };

/** All that a verdict follows from; nothing else is read. */
export type Judging<N extends MetricName> = {
  test: MetricOf<N>;
  window_from: Day;
  day: Day;
  /** The length of the window in days. */
  window_days: number;
  /** The first day that no due look before this one has judged. */
  since: Day;
  /** Counts the looks at the window that could find something, this one included. */
  look: number;
  /** In order; of a metric that is measured once a run, the last alone. */
  days: readonly JudgedDay[];
  fits: readonly CheckFitRow[];
  evidence: GuardEvidence | null;
  earlier: Earlier | null;
  /** A breach of the window that its latest days are held against; null where `earlier` has it, or there was none. */
  breached: Breached | null;
  /** Null: the look was due, or its metric may be looked at as often as one likes. */
  between: Between | null;
};

export type Judged = {
  verdict: ResultVerdict;
  figures: ResultFigures;
  b_version: number | null;
  /** A breach stands but for guards that have not been read yet. */
  needs_evidence?: boolean;
};

/** What is measured: every day of a window once; or, of the register, what stands when the run is made. */
export type Per = "day" | "run";

/** How one metric is measured and judged. */
export type Metric<N extends MetricName> = {
  /**
   * Counts the ways in which this metric alone, by such a test, has been measured and judged; absent: the first. Days of an
   * earlier one are measured again.
   */
  rule?: (test: MetricOf<N>) => number | undefined;
  per: (test: MetricOf<N>) => Per;
  /** Whether false alarms are held down by the number of looks that could raise one. */
  counts_looks?: boolean;
  /** Whether days can be measured from decisions in memory. */
  from_rows?: (test: MetricOf<N>) => boolean;
  measure: (measuring: Measuring<N>) => Promise<MeasuredDays>;
  judge: (judging: Judging<N>) => Judged;
  /** What a breach is held against, read from the window when one would stand. */
  readEvidence?: (measuring: Measuring<N>, judging: Judging<N>) => Promise<GuardEvidence>;
};

export const NO_TILT: Pick<ResultFigures, "tilt" | "rows"> = { tilt: null, rows: [] };
