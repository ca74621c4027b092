import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { fromUpperTriangle, type Matrix } from "../stats/linear";
import type { LogitSums } from "../stats/logit";
import { residualSquares } from "./calibration";
import { CLUSTER, type Clusters, type Design, evaluateFits, real, scoreProducts } from "./fits";
import { type ByKind, bindJointly, type Coefficients, evaluateJointly, sumsOf } from "./joint";
import { KINDS, settingsFor } from "./joint-sql";
import { coefficientNames, type LogitKind } from "./logit-sql";
import { clusterSumsSql, scoreProductsSql, singleSumsSql } from "./scores-sql";

/** How far coefficients of fits lie from where something was evaluated. */
export type Shifts = ByKind<readonly number[]>;

export type Scores = {
  /** Each fit's evaluation. */
  sums: ByKind<LogitSums>;
  /** Whether what follows is known beside the coefficients too, to the first order; if not, shifts are left out of it. */
  moves: boolean;
  /** Each fit's sum over clusters of the outer product of their scores: the middle of the robust covariance. */
  middles: (shifts: Shifts) => ByKind<Matrix>;
  /** Sum over clusters of (sum of x - q) squared, the numerator of phi. */
  residual_squares: (shifts: Shifts) => number;
  /** Whether some tested decision's candidates lie too far apart for what is quick. */
  far: boolean;
};

const numbers = z.array(real);
type ClusterRow = { fit: number; name: string } & Record<LogitKind | "test", number[]>;
const SingleRow = z.object({
  fit: z.number(),
  baseline: numbers,
  baseline_products: numbers,
  baseline_turns: numbers,
  full: numbers,
  full_products: numbers,
  full_turns: numbers,
  test: numbers,
});
type SingleRow = z.infer<typeof SingleRow>;

type Told = { clusters: readonly ClusterRow[]; singles: ReadonlyMap<number, SingleRow> };

// Sums of every fit and cluster are told one by one: where those are more, the engine reduces them.
const MANY = 10_000;

/** Whether what clusters tell can be moved along with coefficients. */
export const canMove = ({ fit_count }: Design, { count }: Clusters): boolean => count * fit_count <= MANY;

/** What clusters tell of fits at these coefficients, and their evaluation there. */
export function readScores(design: Design, at: Coefficients, clusters: Clusters): Promise<Scores> {
  if (KINDS.every((kind) => at[kind].size === 0)) return Promise.resolve(NO_SCORES);
  return canMove(design, clusters) ? readMoving(design, at, clusters) : readProducts(design, at, clusters);
}

const none = new Map<number, never>();
const NO_SCORES: Scores = {
  sums: { baseline: none, full: none },
  moves: true,
  middles: () => ({ baseline: none, full: none }),
  residual_squares: () => 0,
  far: false,
};

const sizeOf = (design: Design, kind: LogitKind): number => coefficientNames(kind, design.covariates).length;

async function readMoving(design: Design, at: Coefficients, clusters: Clusters): Promise<Scores> {
  const params = bindJointly(design, at, KINDS);
  const ask = (sql: typeof clusterSumsSql) => `${sql(design, CLUSTER[clusters.by])} ${settingsFor(design)}`;
  const [rows, alone] = await Promise.all([
    readClusters(ask(clusterSumsSql), params),
    hasSingles(design, clusters),
  ]);
  const singles = alone ? await clickhouse().rows({ sql: ask(singleSumsSql), params, row: SingleRow }) : [];
  const told: Told = { clusters: rows, singles: new Map(singles.map((row) => [row.fit, row])) };
  const sums = { baseline: new Map<number, LogitSums>(), full: new Map<number, LogitSums>() };
  const lost = { baseline: new Map<number, readonly number[]>(), full: new Map<number, readonly number[]>() };
  for (const kind of KINDS)
    for (const [fit, coefficients] of at[kind]) {
      const [decisions = 0, ...values] = addUp(told, fit, (row) => row[kind]);
      if (values.length > 0 && values.every(Number.isFinite))
        sums[kind].set(fit, sumsOf(decisions, values, sizeOf(design, kind)));
      else lost[kind].set(fit, coefficients);
    }
  const residuals = (shifts: Shifts) => squaresOf(told, shifts.baseline);
  const far = !Number.isFinite(residuals({ baseline: none, full: none }));
  const apart = await readCarefully(design, lost, clusters);
  for (const kind of KINDS) for (const [fit, found] of apart.sums[kind]) sums[kind].set(fit, found);
  const squares = far ? await residualSquares(design, at.baseline, clusters) : null;
  return {
    sums,
    moves: !far && KINDS.every((kind) => lost[kind].size === 0),
    middles: (shifts) => ({
      baseline: middlesOf(told, "baseline", { at, shifts, apart: apart.middles }),
      full: middlesOf(told, "full", { at, shifts, apart: apart.middles }),
    }),
    residual_squares: (shifts) => squares ?? residuals(shifts),
    far,
  };
}

/** Every cluster's sums: so many numbers that they are read as the engine holds them. */
async function readClusters(sql: string, params: Record<string, Param>): Promise<ClusterRow[]> {
  const blocks = await clickhouse().blocks({ sql, params });
  return blocks.flatMap((block) => {
    const [fit, name] = [block.integers("fit"), block.wide("name")];
    const listOf = (column: string) => {
      const items = block.floatItems(column);
      const size = items.length / block.rows;
      return (row: number) => [...items.list(row * size, (row + 1) * size)];
    };
    const [baseline, full, test] = [listOf("baseline"), listOf("full"), listOf("test")];
    return Array.from({ length: block.rows }, (_, row) => ({
      fit: fit[row] ?? 0,
      name: name.text(row),
      baseline: baseline(row),
      full: full(row),
      test: test(row),
    }));
  });
}

/** Whether some decision is a cluster by itself. */
async function hasSingles({ table }: Design, { by }: Clusters): Promise<boolean> {
  if (by === "day") return false;
  const found = await clickhouse().rows({
    sql: `SELECT 1 AS one FROM ${table} WHERE ${CLUSTER[by]} = 0 LIMIT 1`,
    row: z.object({ one: z.number() }),
  });
  return found.length > 0;
}

/** Fits that quick sums have lost, by themselves and with care. */
async function readCarefully(design: Design, lost: Coefficients, clusters: Clusters) {
  const sums = { baseline: new Map<number, LogitSums>(), full: new Map<number, LogitSums>() };
  const middles = { baseline: new Map<number, Matrix>(), full: new Map<number, Matrix>() };
  for (const kind of KINDS) {
    if (lost[kind].size === 0) continue;
    sums[kind] = await evaluateFits(design, kind, lost[kind]);
    middles[kind] = await scoreProducts(design, kind, lost[kind], clusters);
  }
  return { sums, middles };
}

function addUp(
  { clusters, singles }: Told,
  fit: number,
  of: (row: ClusterRow | SingleRow) => number[],
): number[] {
  const total: number[] = [];
  const add = (values: readonly number[]) => {
    for (const [index, value] of values.entries()) total[index] = (total[index] ?? 0) + value;
  };
  for (const row of clusters) if (row.fit === fit) add(of(row));
  const single = singles.get(fit);
  if (single) add(of(single));
  return total;
}

type Moved = { at: Coefficients; shifts: Shifts; apart: ByKind<Matrix> };

/** Scores of clusters at shifted coefficients are s - H shift, H their own curvature. */
function middlesOf(
  { clusters, singles }: Told,
  kind: LogitKind,
  { at, shifts, apart }: Moved,
): Map<number, Matrix> {
  const middles = new Map<number, number[][]>();
  for (const [fit, coefficients] of at[kind])
    if (!apart[kind].has(fit)) {
      const size = coefficients.length;
      middles.set(fit, singleMiddle(singles.get(fit), kind, shifts[kind].get(fit) ?? [], size));
    }
  for (const row of clusters) {
    const middle = middles.get(row.fit);
    if (!middle) continue;
    const score = shiftedScore(row[kind], shifts[kind].get(row.fit) ?? [], middle.length);
    for (const [i, line] of middle.entries())
      for (const j of line.keys()) line[j] = (line[j] ?? 0) + (score[i] ?? 0) * (score[j] ?? 0);
  }
  return new Map([...middles, ...apart[kind]]);
}

function shiftedScore(figures: readonly number[], shift: readonly number[], size: number): number[] {
  const score = figures.slice(2, 2 + size);
  if (shift.length === 0) return score;
  const curve = fromUpperTriangle(figures.slice(2 + size), size);
  return score.map((value, i) => value - dot(curve[i] ?? [], shift));
}

/** The outer products of single decisions' scores; what lies beyond the first order in the shift is nothing there. */
function singleMiddle(
  row: SingleRow | undefined,
  kind: LogitKind,
  shift: readonly number[],
  size: number,
): number[][] {
  const middle = fromUpperTriangle(row?.[`${kind}_products`] ?? [], size);
  const turns = row?.[`${kind}_turns`] ?? [];
  if (shift.length === 0 || turns.length === 0) return middle;
  const each = turns.length / size;
  const turned = middle.map((_, i) => {
    const curve = fromUpperTriangle(turns.slice(i * each, (i + 1) * each), size);
    return curve.map((line) => dot(line, shift));
  });
  return middle.map((line, i) =>
    line.map((value, j) => value - (turned[i]?.[j] ?? 0) - (turned[j]?.[i] ?? 0)),
  );
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** A cluster's x - q goes over all fits. */
function squaresOf({ clusters, singles }: Told, shifts: ByKind<readonly number[]>["baseline"]): number {
  const beyond = new Map<string, number>();
  for (const { name, fit, test } of clusters) {
    const [surplus = 0, ...moved] = test;
    beyond.set(name, (beyond.get(name) ?? 0) + surplus - dot(moved, shifts.get(fit) ?? []));
  }
  let squares = 0;
  for (const value of beyond.values()) squares += value * value;
  for (const [fit, { test }] of singles) {
    const [square = 0, ...moved] = test;
    squares += square - 2 * dot(moved, shifts.get(fit) ?? []);
  }
  return squares;
}

const ProductRow = z.object({ fit: z.number(), baseline: numbers, full: numbers, squares: real });

async function readProducts(design: Design, at: Coefficients, clusters: Clusters): Promise<Scores> {
  const rows = await clickhouse().rows({
    sql: `${scoreProductsSql(design, CLUSTER[clusters.by])} ${settingsFor(design)}`,
    params: bindJointly(design, at, KINDS),
    row: ProductRow,
  });
  const middles = { baseline: new Map<number, Matrix>(), full: new Map<number, Matrix>() };
  for (const kind of KINDS) {
    const size = sizeOf(design, kind);
    const lost = new Map(at[kind]);
    for (const { fit, ...row } of rows)
      if (at[kind].has(fit) && row[kind].every(Number.isFinite)) {
        middles[kind].set(fit, fromUpperTriangle(row[kind], size));
        lost.delete(fit);
      }
    if (lost.size > 0)
      for (const [fit, middle] of await scoreProducts(design, kind, lost, clusters))
        middles[kind].set(fit, middle);
  }
  const squares = rows.find(({ fit }) => fit === 0)?.squares ?? 0;
  const far = !Number.isFinite(squares);
  const residual = far ? await residualSquares(design, at.baseline, clusters) : squares;
  const sums = await evaluateJointly(design, at);
  return { sums, moves: false, middles: () => middles, residual_squares: () => residual, far };
}
