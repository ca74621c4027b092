import { type Deflation, deflator, estimationVariance, sumGradients } from "./deflator";
import { type Hypothesis, logEvidence, logSumExp, partitionColumns, partitionSteps, STEPS } from "./evidence";
import { Fold, lasts } from "./fold";
import { gridsOf, sumGrids } from "./grid";
import type { Start } from "./starts";
import { type Cell, groupCells, poolBins, sumFew } from "./table";

/** One hypothesis along the days that have usable decisions: each day's sums, in order of the days. */
export type Track = {
  hypothesis: Hypothesis;
  days: readonly TrackDay[];
  /** Rows of the first `count` of these days one after the other: one place in memory is read fastest. */
  table?: { rows: Rows; count: number };
};

type TrackDay = {
  day: number;
  x: number;
  v: number;
  /** A(theta0 + sign d) - A(theta0) by step. */
  steps: readonly number[];
  /** G of each fit that has decisions on this day. */
  gradients: Iterable<readonly [fit: number, gradient: readonly number[]]>;
};

/**
 * Days as numbers: x, v, the steps, how many fits have part in the day, and of each its number, the length of its gradient,
 * how many of that are not 0, and place and value of these. Of fits made one after the other each day has part in one.
 */
type Rows = { numbers: number[]; starts: number[] };

function addRow({ numbers, starts }: Rows, { x, v, steps, gradients }: TrackDay): void {
  starts.push(numbers.length);
  numbers.push(x, v, ...steps);
  const fits = [...gradients];
  numbers.push(fits.length);
  for (const [fit, gradient] of fits) {
    const places = gradient.flatMap((value, p) => (value === 0 ? [] : [p]));
    numbers.push(fit, gradient.length, places.length);
    for (const p of places) numbers.push(p, gradient[p] ?? 0);
  }
}

const rowsOfDays = new WeakMap<TrackDay, Rows>();

function rowOf(day: TrackDay): Rows {
  const known = rowsOfDays.get(day);
  if (known) return known;
  const row = { numbers: [], starts: [] };
  addRow(row, day);
  rowsOfDays.set(day, row);
  return row;
}

type Tracked = { cells: readonly Cell[]; theta0: number; sign: Hypothesis["sign"]; track: TrackDay };
// A check judges the same cells every day: what a day comes to is remembered with its first.
const tracked = new WeakMap<Cell, Tracked[]>();

function trackDay(day: number, cells: readonly Cell[], hypothesis: Hypothesis): TrackDay {
  const { theta0, sign } = hypothesis;
  const [first] = cells;
  const known = (first && tracked.get(first)) ?? [];
  const found = known.find(
    (one) =>
      one.theta0 === theta0 &&
      one.sign === sign &&
      one.cells.length === cells.length &&
      one.cells.every((cell, at) => cell === cells[at]),
  );
  if (found) return found.track;
  const { x, v } = sumFew(cells);
  const grids = gridsOf(cells);
  const steps = grids
    ? partitionColumns(sumGrids(grids), hypothesis)
    : partitionSteps(poolBins(cells), hypothesis);
  const track = { day, x, v, steps, gradients: [...sumGradients(cells)] };
  if (first) tracked.set(first, [...known, { cells: [...cells], theta0, sign, track }].slice(-MOST_TRACKED));
  return track;
}
const MOST_TRACKED = 8;

/** Days in order: those that are over, and the last, whose cells may not all have come. */
type Tracking = { hypothesis: Hypothesis; days: TrackDay[]; rows: Rows; open: Cell[]; in_order: boolean };

const tracking = new Fold<Cell, Tracking>((track, cell) => {
  const [first] = track.open;
  if (first && first.day !== cell.day) {
    if (cell.day < first.day) track.in_order = false;
    const day = trackDay(first.day, track.open, track.hypothesis);
    track.days.push(day);
    addRow(track.rows, day);
    track.open = [];
  }
  track.open.push(cell);
});

/** The same of cells that will come again, in the order of days; null of others. */
function goOn(cells: readonly Cell[], hypothesis: Hypothesis): Track | null {
  if (!lasts(cells)) return null;
  const begin = (): Tracking => ({
    ...{ hypothesis, days: [], open: [], in_order: true },
    rows: { numbers: [], starts: [] },
  });
  const name = `${hypothesis.theta0} ${hypothesis.sign}`;
  const { days, rows, open, in_order } = tracking.of(cells, begin, name);
  const [first] = open;
  if (!first || !in_order) return null;
  // The rows go on growing with the list.
  const table = { rows, count: days.length };
  return { hypothesis, days: [...days, trackDay(first.day, open, hypothesis)], table };
}

/** Sums by day of cells in any order. A day's bins are pooled: bounds stay bounds. */
export const trackCells = (cells: readonly Cell[], hypothesis: Hypothesis): Track =>
  goOn(cells, hypothesis) ?? {
    hypothesis,
    days: [...groupCells(cells, ({ day }) => day)]
      .sort(([a], [b]) => a - b)
      .map(([day, of_day]) => trackDay(day, of_day, hypothesis)),
  };

/** ln of one start's part of the evidence, stake included. */
export type Term = { start: Start; log_term: number };

/** A fit's part of G' S G. */
type Share = { fit: number; gradient: number[]; variance: number; changed: boolean };

/** Sums since a start. G' S G is kept by fit, and worked out when it is asked for, of the fits that have changed. */
class Span {
  x = 0;
  v = 0;
  readonly steps = new Float64Array(STEPS.length);
  readonly #shares: Share[] = [];
  #lately: Share | undefined;
  readonly #deflation: Deflation;

  constructor(deflation: Deflation) {
    this.#deflation = deflation;
  }

  add(day: TrackDay): void {
    this.addRow(rowOf(day), 0);
  }

  addRow({ numbers, starts }: Rows, index: number): void {
    const begin = starts[index] ?? 0;
    this.x += numbers[begin] as number;
    this.v += numbers[begin + 1] as number;
    const { steps } = this;
    for (let d = 0; d < steps.length; d += 1)
      steps[d] = (steps[d] as number) + (numbers[begin + 2 + d] as number);
    let at = begin + 2 + steps.length;
    let fits = numbers[at] as number;
    at += 1;
    for (; fits > 0; fits -= 1) {
      const share = this.#shareOf(numbers[at] as number, numbers[at + 1] as number);
      const end = at + 3 + 2 * (numbers[at + 2] as number);
      const { gradient } = share;
      for (at += 3; at < end; at += 2) {
        const p = numbers[at] as number;
        gradient[p] = (gradient[p] as number) + (numbers[at + 1] as number);
      }
      share.changed = true;
    }
  }

  #shareOf(fit: number, size: number): Share {
    if (this.#lately?.fit === fit) return this.#lately;
    let share = this.#shares.find((one) => one.fit === fit);
    if (!share) {
      share = { fit, gradient: Array.from({ length: size }, () => 0), variance: 0, changed: true };
      this.#shares.push(share);
    }
    this.#lately = share;
    return share;
  }

  #estimationVariance(): number {
    let sum = 0;
    for (const share of this.#shares) {
      if (share.changed) {
        share.variance = estimationVariance([[share.fit, share.gradient]], this.#deflation.covariances);
        share.changed = false;
      }
      sum += share.variance;
    }
    return sum;
  }

  logEvidence(sign: Hypothesis["sign"]): number {
    const eta = deflator(this.v, this.#deflation.phi, this.#estimationVariance());
    return logEvidence(this.x, this.steps, eta, sign);
  }
}

/**
 * The terms of E_t, t the `upto`-th day with decisions (1-based): each start that has begun, on its own days and
 * with its own deflator. A start without decisions yet still holds its stake.
 */
export function termsAt(track: Track, starts: readonly Start[], deflation: Deflation, upto: number): Term[] {
  const { table, hypothesis } = track;
  const days = track.days.slice(0, upto);
  const last_day = days.at(-1)?.day;
  if (last_day === undefined || upto < 1) return [];
  const begun = starts.filter((start) => start.day <= last_day);
  const logs = new Map<Start, number>();
  // From the last day backwards every start's days are those of the one after it, and some more.
  const span = new Span(deflation);
  let at = days.length - 1;
  for (const start of [...begun].sort((a, b) => b.day - a.day)) {
    for (let day = days[at]; day !== undefined && day.day >= start.day; day = days[at]) {
      if (table && at < table.count) span.addRow(table.rows, at);
      else span.add(day);
      at -= 1;
    }
    logs.set(start, span.logEvidence(hypothesis.sign));
  }
  return begun.map((start) => ({ start, log_term: Math.log(start.weight) + (logs.get(start) ?? 0) }));
}

/** ln E_t at the last day. */
export const totalEvidence = (terms: readonly Term[]): number =>
  logSumExp(terms.map((term) => term.log_term));

/** ln E_t at each day t that has decisions, in order; phi, b and S are those of the whole window throughout. */
export function evidenceByDay(
  { days, hypothesis }: Track,
  starts: readonly Start[],
  deflation: Deflation,
): { day: number; log_e: number }[] {
  const by_day: number[][] = days.map(() => []);
  for (const { day: first, weight } of starts) {
    const span = new Span(deflation);
    for (const [index, day] of days.entries()) {
      if (day.day < first) continue;
      span.add(day);
      by_day[index]?.push(Math.log(weight) + span.logEvidence(hypothesis.sign));
    }
  }
  return days.map(({ day }, index) => ({ day, log_e: logSumExp(by_day[index] ?? []) }));
}

/** The day on which E was largest, and ln E then; null without decisions. Ties go to the earlier day. */
export function peakOf(
  points: readonly { day: number; log_e: number }[],
): { day: number; log_e: number } | null {
  let peak: { day: number; log_e: number } | null = null;
  for (const point of points) if (!peak || point.log_e > peak.log_e) peak = point;
  return peak;
}

const TIE = 1e-12;

/** The start with the largest term; ties go to a policy start, then to the earlier. Null for none. */
export function leadingStart(terms: readonly Term[]): Start | null {
  const top = terms.reduce((max, term) => Math.max(max, term.log_term), -Infinity);
  const tied = terms.filter((term) => term.log_term >= top - TIE * Math.max(1, Math.abs(top)));
  const ranked = tied.sort(
    (a, b) => Number(b.start.policy) - Number(a.start.policy) || a.start.day - b.start.day,
  );
  return ranked[0]?.start ?? null;
}
