import type { Hue } from "./hue";

/**
 * Prepared charts. A domain's pure function makes one of these; screens, files and reports draw it and decide nothing.
 * Shares are fractions of 1, days are UTC days as 2026-08-10, null is a gap.
 */

export type ChartCell = string | number | null;
export type ChartColumn = {
  label: string;
  kind: "text" | "day" | "count" | "percent" | "points" | "cost" | "number";
  digits?: number;
};
/** The twin of a chart: the same numbers, unformatted. */
export type ChartTable = { columns: readonly ChartColumn[]; rows: readonly (readonly ChartCell[])[] };

export type ChartMark = { day: string; label: string };

export type ChartBase = {
  /** What is drawn. */
  title: string;
  /** Unit, smoothing, and where the axis starts when not at zero. */
  unit: string;
  /** The finding in a sentence, for those who do not see the drawing. */
  summary: string;
  generated: boolean;
  /** Without extension; files of generated traffic get `simulated-` in front. */
  file_name: string;
  table: ChartTable;
};

export type ChartAxis = { min: number; max: number; ticks: readonly number[] };

export type TimeBandPoint = {
  day: string;
  observed: number | null;
  expected: number | null;
  /** The range of a neutral router. */
  lower: number | null;
  upper: number | null;
  /** The day alone, where the lines are means of several days. */
  raw: number | null;
  n: number;
  incomplete: boolean;
};

export type TimeBandModel = ChartBase & {
  points: readonly TimeBandPoint[];
  marks: readonly ChartMark[];
  axis: ChartAxis;
  /** First day of the strokes of excess; null draws none. Only a breach has them. */
  excess_from: string | null;
  excess_label: string | null;
  /** Which side of the expected the strokes are on: above it (the usual), or below where the breach is against. */
  excess_side?: 1 | -1;
  band_label: string | null;
  /** Of the observed line; without it that of our own models. */
  hue?: "own" | "ink";
  /** So few days that each has a dot: one alone would draw no line. */
  dots?: boolean;
};

export type ShareBucket = {
  /** First day. */
  start: string;
  /** Day after the last. */
  end: string;
  incomplete: boolean;
  n: number;
  /** By series, in their order; null where nothing was measured. */
  shares: readonly (number | null)[];
};
export type ChartSeries = { key: string; label: string; hue: Hue };

export type StackedShareModel = ChartBase & {
  /** From the bottom up: our own models first. */
  series: readonly ChartSeries[];
  buckets: readonly ShareBucket[];
  marks: readonly ChartMark[];
};

export type LinesPoint = {
  day: string;
  incomplete: boolean;
  n: number;
  values: readonly (number | null)[];
  /** Interval of each value, where one exists. */
  intervals?: readonly (readonly [number, number] | null)[];
};
export type LinesModel = ChartBase & {
  series: readonly ChartSeries[];
  points: readonly LinesPoint[];
  marks: readonly ChartMark[];
  axis: ChartAxis;
  value_kind: "percent" | "count" | "cost" | "number";
};

export type BarRow = {
  key: string;
  label: string;
  value: number;
  /** Figures at the right, already in words: "364,834", "61.7 %". */
  figures: readonly string[];
  /** `hollow`: what happened, beside what is only worked out. */
  tone: "strong" | "quiet" | "hollow" | "unknown" | Hue;
  /** Where a neutral router would have been, on the same scale. */
  expected?: number;
  href?: string;
};
export type BarRowsModel = ChartBase & { rows: readonly BarRow[]; max: number };

const STEPS = [1, 2, 2.5, 5, 10];

/** Whether ticks so far apart stand where their labels say: whole numbers, and below 1 whole per cents. */
function isLabelled(step: number): boolean {
  const unit = step < 1 ? 0.01 : 1;
  const steps = tidy(step / unit);
  return steps < 1 || Number.isInteger(steps);
}

/** An axis around the values with about `count` round ticks. `zero` starts it there. */
export function niceAxis(values: readonly number[], count = 6, zero = false): ChartAxis {
  const finite = values.filter(Number.isFinite);
  const low = zero || finite.length === 0 ? 0 : Math.min(...finite);
  const high = finite.length === 0 ? 1 : Math.max(...finite);
  const span = high - low || Math.abs(high) || 1;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const wide = (each: number) => each * power >= span / count && isLabelled(each * power);
  const step = (STEPS.find(wide) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const ticks = Array.from({ length: last - first + 1 }, (_, place) => tidy((first + place) * step));
  return { min: ticks[0] ?? 0, max: ticks.at(-1) ?? 1, ticks };
}

// 0.30000000000000004 is not a tick.
const tidy = (value: number): number => Number(value.toPrecision(12));

/**
 * Mean of a ratio over the trailing `days`: sum of numerators over sum of denominators, so that busy days weigh more.
 * Null until the window is half full or where it holds nothing.
 */
export function rollingRatio(
  numerators: readonly number[],
  denominators: readonly number[],
  days: number,
): (number | null)[] {
  return numerators.map((_, place) => {
    const from = Math.max(0, place - days + 1);
    if (place - from + 1 < days / 2) return null;
    const below = sum(denominators.slice(from, place + 1));
    return below > 0 ? sum(numerators.slice(from, place + 1)) / below : null;
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The table as CSV with plain numbers. Text that a spreadsheet would run as a formula is quoted with an apostrophe. */
export function chartCsv(table: ChartTable): string {
  const head = table.columns.map((column) => csvCell(column.label));
  const rows = table.rows.map((row) => row.map(csvCell));
  return `${[head, ...rows].map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}

function csvCell(cell: ChartCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Every file of generated traffic says so in its name. */
export const chartFileName = (model: Pick<ChartBase, "generated" | "file_name">, extension: string): string =>
  `${model.generated ? "simulated-" : ""}${model.file_name}.${extension}`;
