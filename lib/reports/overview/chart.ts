import {
  type ChartMark,
  type ChartTable,
  niceAxis,
  type TimeBandModel,
  type TimeBandPoint,
} from "@/lib/kernel/chart";
import {
  formatDate,
  formatDayMonth,
  formatPercent,
  formatPercentNumber,
  formatPoints,
} from "@/lib/kernel/format";
import { addDays, formatDay, parseInstant } from "@/lib/kernel/time";
import type { DailyPoint, NeutralityWithSeries } from "@/lib/neutrality";
import type { PolicyMark } from "@/lib/routing";
import type { TrafficWindow } from "./schema";

const SETTLING_DAYS = 3;

const dayMs = (day: string): number => parseInstant(day) ?? 0;

/** Every day of the window: days without usable decisions are gaps, and the mean begins when half its days are there. */
function everyDay(answer: NeutralityWithSeries, window: TrafficWindow): TimeBandPoint[] {
  const daily = new Map(answer.daily.map((point) => [point.day, point]));
  const smooth = new Map(answer.seven_days.slice(SETTLING_DAYS).map((point) => [point.day, point]));
  const points: TimeBandPoint[] = [];
  for (let ms = dayMs(window.from); ms < dayMs(window.to); ms = addDays(ms, 1)) {
    const day = formatDay(ms);
    const mean = smooth.get(day);
    const incomplete = window.incomplete && addDays(ms, 1) >= dayMs(window.to);
    points.push({
      day,
      observed: mean?.observed ?? null,
      expected: mean?.expected ?? null,
      lower: mean?.lower ?? null,
      upper: mean?.upper ?? null,
      raw: daily.get(day)?.observed ?? null,
      n: mean?.n ?? 0,
      incomplete,
    });
  }
  return points;
}

/** The twin of the chart, by month: what was drawn, in whole figures. */
function monthTable(daily: readonly DailyPoint[]): ChartTable {
  const months = new Map<string, { n: number; x: number; q: number }>();
  for (const { day, n, observed, expected } of daily) {
    const month = months.get(day.slice(0, 7)) ?? { n: 0, x: 0, q: 0 };
    months.set(day.slice(0, 7), { n: month.n + n, x: month.x + n * observed, q: month.q + n * expected });
  }
  return {
    columns: [
      { label: "Month", kind: "text" },
      { label: "Decisions", kind: "count" },
      { label: "Observed, %", kind: "percent" },
      { label: "Expected, %", kind: "percent" },
      { label: "Difference, points", kind: "points" },
    ],
    rows: [...months].map(([month, { n, x, q }]) => [formatDate(month), n, x / n, q / n, (x - q) / n]),
  };
}

/**
 * Versions that begin on one day share a mark; its label names the router only where several routers are drawn. What is
 * in force from the first day marks no change.
 */
export function policyMarks(all: readonly PolicyMark[], first_day: string, named: boolean): ChartMark[] {
  const marks = all.filter(({ day }) => day > first_day);
  const days = [...new Set(marks.map((mark) => mark.day))];
  return days.map((day) => ({
    day,
    label: marks
      .filter((mark) => mark.day === day)
      .map(({ router, policy_version }) => (named ? `${router} ${policy_version}` : policy_version))
      .join(", "),
  }));
}

/** The axis that all charts of the page share, so that heights compare. */
export function sharedAxis(answers: readonly NeutralityWithSeries[]) {
  const values = answers.flatMap(({ seven_days }) =>
    seven_days.slice(SETTLING_DAYS).flatMap((point) => [point.observed, point.lower, point.upper]),
  );
  return niceAxis(values, 7);
}

function summarise(subject: string, { rise, neutrality }: NeutralityWithSeries): string {
  if (!rise) {
    const { observed, expected } = neutrality;
    if (observed.share === null || expected.share === null) return `${subject}: no decision can be tested.`;
    return `${subject}: observed ${formatPercent(observed.share)}, expected ${formatPercent(expected.share)}.`;
  }
  const { before, after } = rise;
  return (
    `${subject}: observed ${formatPercent(before.observed)} in the first third of the window and ` +
    `${formatPercent(after.observed)} in the last; expected ${formatPercent(before.expected)} and ${formatPercent(after.expected)}.`
  );
}

export type BandInput = {
  answer: NeutralityWithSeries;
  window: TrafficWindow;
  generated: boolean;
  marks: readonly ChartMark[];
  axis: TimeBandModel["axis"];
  subject: string;
  file_name: string;
};

/** First-party share of usable decisions against what a neutral router would have reached. Excess only where a breach stands. */
export function composeBandChart(input: BandInput): TimeBandModel {
  const { answer, window, axis } = input;
  const since = answer.neutrality.verdict === "breach" ? answer.neutrality.onset.day : null;
  const excess = answer.since_onset[0];
  return {
    title: "First-party share of usable decisions",
    unit: `%, seven-day mean; axis starts at ${formatPercentNumber(axis.min, 0)}`,
    summary: summarise(input.subject, answer),
    generated: input.generated,
    file_name: input.file_name,
    table: monthTable(answer.daily),
    points: everyDay(answer, window),
    marks: input.marks,
    axis,
    excess_from: since,
    excess_label:
      since !== null && excess
        ? `${formatPoints(excess.observed - excess.expected)} points beyond expected since ${formatDayMonth(since)}`
        : null,
    band_label: "Range of a neutral router, 99\u00a0%",
  };
}
