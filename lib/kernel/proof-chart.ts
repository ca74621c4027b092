import type { ChartAxis, ChartBase, ChartMark } from "./chart";
import type { Hue } from "./hue";

/** Prepared charts that prove a verdict. As in `chart.ts`: made by pure functions, drawn as they are. */

/** `check` is the question asked, `part` a router by itself, `any` the weaker question of any tilt at all. */
export type EvidenceTone = "check" | "part" | "any";
export type EvidenceSeries = {
  key: string;
  label: string;
  tone: EvidenceTone;
  /** Decimal logarithm of the evidence, by day of the model; null where the series has no point. */
  values: readonly (number | null)[];
};
export type EvidenceModel = ChartBase & {
  days: readonly { day: string; incomplete: boolean }[];
  series: readonly EvidenceSeries[];
  /** The line, as a decimal logarithm. */
  line: number;
  line_label: string;
  /** Ends of the frame as decimal logarithms; what lies beyond is cut off. */
  min: number;
  max: number;
  /** First day on or above the line. */
  crossed: { day: string; label: string } | null;
  marks: readonly ChartMark[];
  /** Only a breach is red. */
  breach: boolean;
};

/** Decisions with about the same expected share. */
export type CalibrationDot = {
  decisions: number;
  expected: number;
  observed: number;
  lower: number;
  upper: number;
};
export type CalibrationPanel = {
  key: string;
  title: string;
  note: string;
  /** Empty where nothing is compared. */
  before: readonly CalibrationDot[];
  since: readonly CalibrationDot[];
};
export type CalibrationModel = ChartBase & {
  main: CalibrationPanel;
  /** Drawn small beside the main one. */
  others: readonly CalibrationPanel[];
  /** Both axes. */
  axis: ChartAxis;
  /** The tilt that fits the main panel since the onset, as a curve; null draws none. */
  curve: { log_odds: number; label: string } | null;
  before_label: string | null;
  since_label: string;
  hue: Hue | "ink";
  breach: boolean;
};

export type WaterfallStep = {
  key: string;
  label: string;
  /** Levels are strokes at `to`; changes are bars from `from` to `to`. */
  kind: "level" | "change";
  from: number;
  to: number;
  figure: string;
  tone: Hue | "ink" | "quiet" | "middle" | "breach";
  /** Half the width of the interval around `to`; null where there is none. */
  margin: number | null;
};
export type WaterfallModel = ChartBase & { steps: readonly WaterfallStep[]; axis: ChartAxis };

/** One way to measure: its result, and which of the choices it makes. */
export type SpecificationColumn = {
  key: string;
  value: number;
  lower: number;
  upper: number;
  /** The way of the verdict. */
  chosen: boolean;
  /** Whether its verdict is that of the chosen, and its sign where that says something. */
  agrees: boolean;
  /** A bound, counted apart: these stand behind all others. */
  bound: boolean;
  /** Lines of the readout: what it chooses, and what it says. */
  says: readonly { label: string; value: string }[];
  /** Numbers of the rows that it takes. */
  picks: readonly number[];
};
export type SpecificationModel = ChartBase & {
  columns: readonly SpecificationColumn[];
  /** Rows beneath the curve in groups; numbered through. Groups in which nothing varies are left out. */
  groups: readonly { label: string; rows: readonly string[] }[];
  axis: ChartAxis;
  chosen_label: string;
  /** Over the columns of bounds. */
  bound_label: string;
  breach: boolean;
};

export type CandidateDot = {
  key: string;
  label: string;
  owner: string;
  hue: Hue;
  /** Expected cost in thousandths of a dollar, and expected quality. */
  x: number;
  y: number;
  chosen: boolean;
  /** What the choice is compared with. */
  standard: boolean;
  says: readonly { label: string; value: string }[];
};
export type CandidateModel = ChartBase & {
  dots: readonly CandidateDot[];
  x_axis: ChartAxis;
  y_axis: ChartAxis;
  x_label: string;
};
