import { type Deflation, deflator, estimationVariance, sumGradients } from "./deflator";
import { type Hypothesis, logEvidence, logSumExp, partitionSteps } from "./evidence";
import type { Start } from "./starts";
import { type Cell, groupCells, poolBins, sumCells } from "./table";

/**
 * One hypothesis along the days that have usable decisions, as running sums up to and including each of them:
 * focal choices, V, the steps of A, and each fit's gradient. Index 0 is before the first day.
 */
export type Track = {
  hypothesis: Hypothesis;
  days: readonly number[];
  x: readonly number[];
  v: readonly number[];
  steps: readonly (readonly number[])[];
  gradients: ReadonlyMap<number, readonly (readonly number[])[]>;
};

const add = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, index) => value + (b[index] ?? 0));

const subtract = (a: readonly number[] = [], b: readonly number[] = []): number[] =>
  a.map((value, index) => value - (b[index] ?? 0));

/** Running sums of cells, in any order, for one hypothesis. A day's bins are pooled: bounds stay bounds. */
export function trackCells(cells: readonly Cell[], hypothesis: Hypothesis): Track {
  const by_day = [...groupCells(cells, ({ day }) => day)].sort(([a], [b]) => a - b);
  const gradients = by_day.map(([, of_day]) => sumGradients(of_day));
  const fits = new Set(gradients.flatMap((of_day) => [...of_day.keys()]));
  return {
    hypothesis,
    days: by_day.map(([day]) => day),
    x: runningSum(by_day.map(([, of_day]) => sumCells(of_day).x)),
    v: runningSum(by_day.map(([, of_day]) => sumCells(of_day).v)),
    steps: runningSums(by_day.map(([, of_day]) => partitionSteps(poolBins(of_day), hypothesis))),
    gradients: new Map(
      [...fits].map((fit) => [fit, runningSums(sparse(gradients.map((of_day) => of_day.get(fit))))]),
    ),
  };
}

/** Days on which a fit has nothing count zeros. */
function sparse(values: readonly (readonly number[] | undefined)[]): (readonly number[])[] {
  const zeros = (values.find((value) => value !== undefined) ?? []).map(() => 0);
  return values.map((value) => value ?? zeros);
}

function runningSums(values: readonly (readonly number[])[]): number[][] {
  const sums: number[][] = [(values[0] ?? []).map(() => 0)];
  for (const value of values) sums.push(add(sums.at(-1) ?? [], value));
  return sums;
}

const runningSum = (values: readonly number[]): number[] =>
  runningSums(values.map((value) => [value])).map(([sum = 0]) => sum);

/** ln of one start's part of the evidence, stake included. */
export type Term = { start: Start; log_term: number };

/**
 * The terms of E_t, t the `upto`-th day with decisions (1-based): each start that has begun, on its own days and
 * with its own deflator. A start without decisions yet still holds its stake.
 */
export function termsAt(track: Track, starts: readonly Start[], deflation: Deflation, upto: number): Term[] {
  const last_day = track.days[upto - 1];
  if (last_day === undefined) return [];
  const begun = starts.filter((start) => start.day <= last_day);
  return begun.map((start) => {
    const from = firstAtOrAfter(track.days, start.day);
    const { eta } = spanDeflator(track, deflation, from, upto);
    const x = (track.x[upto] ?? 0) - (track.x[from] ?? 0);
    const steps = subtract(track.steps[upto], track.steps[from]);
    return { start, log_term: Math.log(start.weight) + logEvidence(x, steps, eta, track.hypothesis.sign) };
  });
}

/** V, G' S G and eta of the days after the `from`-th and up to the `upto`-th with decisions. */
export function spanDeflator(
  track: Track,
  { phi, covariances }: Deflation,
  from: number,
  upto: number,
): { v: number; estimation_variance: number; eta: number } {
  const v = Math.max(0, (track.v[upto] ?? 0) - (track.v[from] ?? 0));
  const gradients = [...track.gradients].map(
    ([fit, sums]) => [fit, subtract(sums[upto], sums[from])] as const,
  );
  const estimation_variance = estimationVariance(gradients, covariances);
  return { v, estimation_variance, eta: deflator(v, phi, estimation_variance) };
}

/** How many days with decisions lie before this day. */
export function firstAtOrAfter(days: readonly number[], day: number): number {
  const index = days.findIndex((candidate) => candidate >= day);
  return index === -1 ? days.length : index;
}

/** ln E_t at the last day. */
export const totalEvidence = (terms: readonly Term[]): number =>
  logSumExp(terms.map((term) => term.log_term));

/** The day on which E was largest, and ln E then; null without decisions. Ties go to the earlier day. */
export function peakEvidence(
  track: Track,
  starts: readonly Start[],
  deflation: Deflation,
): { day: number; log_e: number } | null {
  let peak: { day: number; log_e: number } | null = null;
  for (const [index, day] of track.days.entries()) {
    const log_e = totalEvidence(termsAt(track, starts, deflation, index + 1));
    if (!peak || log_e > peak.log_e) peak = { day, log_e };
  }
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
