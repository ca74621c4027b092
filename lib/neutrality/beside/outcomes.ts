import { type Bounds, boundsOf, type ComparedCell, NO_BOUNDS } from "./compare";
import type { Compared } from "./compare-sql";
import type { OutcomeBin, OutcomeGroup, OutcomeKind, OutcomeTest } from "./schema";

/** Equal parts of [0, 1] that the expected probability, and the predicted quality, are compared within. */
export const OUTCOME_BINS = 32;
/** A cell: the stratum and the bin in one number. */
export const CELL_SQL = (of_one: string): string =>
  `toUInt16(stratum * ${OUTCOME_BINS} + least(${OUTCOME_BINS - 1}, floor(${OUTCOME_BINS} * ${of_one})))`;
export const binOf = (cell: number): number => cell % OUTCOME_BINS;

const MIN_SHARE = 0.01;
const MIN_COUNT = 1000;
/** Fewer on either side show nothing. */
export const MIN_OUTCOMES = 100;

export type OutcomeCounts = Record<OutcomeKind, number> & { decisions: number };

/**
 * Acceptance, else the score, else whether it succeeded: the first that at least 1 % of the decisions and 1,000 carry;
 * without one, that which most carry. Null where none is logged.
 */
export function chooseOutcome(counts: OutcomeCounts): OutcomeKind | null {
  const order = ["accepted", "score", "success"] as const;
  const first = order.find(
    (kind) => counts[kind] >= MIN_COUNT && counts[kind] >= MIN_SHARE * counts.decisions,
  );
  const most = order.reduce((best, kind) => (counts[kind] > counts[best] ? kind : best), order[0]);
  return first ?? (counts[most] > 0 ? most : null);
}

/** What comparing two sides shows, and what it rests on. `enough`: that it shows anything at all. */
export function judgeDifference(
  compared: Compared | undefined,
  alpha: number,
): { bounds: Bounds; compared: number; enough: boolean } {
  const found = compared?.found;
  if (!found) return { bounds: NO_BOUNDS, compared: 0, enough: false };
  const { difference, error, units } = found;
  // Outcomes that never differ tell nothing; that each side has its own, everything.
  const told =
    error !== null && (error > 0 || difference !== 0) && Math.min(units.n1, units.n0) >= MIN_OUTCOMES;
  return { bounds: boundsOf(difference, error, alpha), compared: units.n1 + units.n0, enough: told };
}

export const groupOf = (decisions: number, sum: number): OutcomeGroup => ({
  decisions,
  mean: decisions > 0 ? sum / decisions : null,
});

/** Both sides by bin, over strata; empty bins are left out. */
export function outcomeBins(cells: readonly ComparedCell[]): OutcomeBin[] {
  const bins = new Map<number, ComparedCell>();
  for (const one of cells) {
    const bin = binOf(one.cell);
    const sum = bins.get(bin);
    if (!sum) bins.set(bin, { ...one });
    else {
      sum.n1 += one.n1;
      sum.s1 += one.s1;
      sum.n0 += one.n0;
      sum.s0 += one.s0;
    }
  }
  return [...bins]
    .sort(([a], [b]) => a - b)
    .map(([bin, { n1, s1, n0, s0 }]) => ({
      low: bin / OUTCOME_BINS,
      high: (bin + 1) / OUTCOME_BINS,
      focal: groupOf(n1, s1),
      others: groupOf(n0, s0),
    }));
}

export const sumOf = (cells: readonly ComparedCell[], of: (cell: ComparedCell) => number): number =>
  cells.reduce((sum, cell) => sum + of(cell), 0);

/** The outcome test, from its one comparison; `decisions` are the tested ones, `by_quality`: quality is a covariate. */
export function composeOutcomeTest(
  { outcome, decisions, by_quality }: { outcome: OutcomeKind | null; decisions: number; by_quality: boolean },
  compared: Compared | undefined,
  alpha: number,
): OutcomeTest {
  const cells = compared?.cells ?? [];
  const judged = judgeDifference(compared, alpha);
  const with_outcome = sumOf(cells, ({ n1, n0 }) => n1 + n0);
  return {
    outcome,
    decisions,
    with_outcome,
    coverage: decisions > 0 ? with_outcome / decisions : null,
    compared: judged.compared,
    focal: groupOf(
      sumOf(cells, ({ n1 }) => n1),
      sumOf(cells, ({ s1 }) => s1),
    ),
    others: groupOf(
      sumOf(cells, ({ n0 }) => n0),
      sumOf(cells, ({ s0 }) => s0),
    ),
    ...judged.bounds,
    predicted: by_quality ? (compared?.found?.extra_difference ?? null) : null,
    finding: findingOf(judged),
    bins: outcomeBins(cells),
  };
}

function findingOf({ bounds, enough }: { bounds: Bounds; enough: boolean }): OutcomeTest["finding"] {
  const { lower, upper } = bounds;
  if (!enough || lower === null || upper === null) return "too_few";
  if (upper < 0) return "focal_worse";
  return lower > 0 ? "focal_better" : "no_difference";
}
