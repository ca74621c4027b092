import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { fromUpperTriangle } from "../stats/linear";
import type { LogitSums } from "../stats/logit";
import { residualSquares } from "./calibration";
import {
  bindCoefficients,
  CLUSTER,
  type Clusters,
  type Design,
  evaluateFits,
  real,
  scoreProducts,
} from "./fits";
import { jointScoresSql, jointStepSql, KINDS, LETTER, settingsFor } from "./joint-sql";
import { coefficientNames, type LogitKind } from "./logit-sql";

/** Something of each kind of model, by the fit's number. */
export type ByKind<T> = Record<LogitKind, ReadonlyMap<number, T>>;

type Coefficients = ByKind<readonly number[]>;

const binds = (design: Design, by_kind: Coefficients, kinds: readonly LogitKind[]) => ({
  mask: design.mask,
  ...Object.fromEntries(
    kinds.flatMap((kind) => {
      const size = coefficientNames(kind, design.covariates).length;
      return [
        [`${LETTER[kind]}_fits`, [...by_kind[kind].keys()]],
        ...Object.entries(bindCoefficients(design, size, by_kind[kind], LETTER[kind])),
      ];
    }),
  ),
});

const Step = z.object({
  fit: z.number(),
  baseline_n: z.coerce.number().optional(),
  baseline: z.array(real).optional(),
  full_n: z.coerce.number().optional(),
  full: z.array(real).optional(),
});

const sumsOf = (decisions: number, values: readonly number[], size: number): LogitSums => ({
  decisions,
  log_likelihood: values[0] ?? Number.NaN,
  gradient: values.slice(1, 1 + size),
  information: fromUpperTriangle(values.slice(1 + size), size),
});

/** One evaluation of several fits of both kinds, each at its own coefficients, in one query. */
export async function evaluateJointly(
  design: Design,
  trials: Coefficients,
): Promise<Record<LogitKind, Map<number, LogitSums>>> {
  const kinds = KINDS.filter((kind) => trials[kind].size > 0);
  const rows = await clickhouse().rows({
    sql: `${jointStepSql(design.table, kinds, design.covariates)} ${settingsFor(design)}`,
    params: binds(design, trials, kinds),
    row: Step,
  });
  const found = { baseline: new Map<number, LogitSums>(), full: new Map<number, LogitSums>() };
  for (const kind of kinds) {
    const size = coefficientNames(kind, design.covariates).length;
    const far = new Map<number, readonly number[]>();
    for (const { fit, ...row } of rows) {
      const trial = trials[kind].get(fit);
      const values = row[kind] ?? [];
      if (!trial) continue;
      if (values.every(Number.isFinite)) found[kind].set(fit, sumsOf(row[`${kind}_n`] ?? 0, values, size));
      else far.set(fit, trial);
    }
    if (far.size > 0)
      for (const [fit, sums] of await evaluateFits(design, kind, far)) found[kind].set(fit, sums);
  }
  return found;
}

const Scores = z.object({
  fit: z.number(),
  baseline: z.array(real),
  full: z.array(real),
  baseline_sums: z.array(real),
  full_sums: z.array(real),
  squares: real,
});

export type JointScores = {
  /** Each fit's sum over clusters of the outer product of their scores: the middle of the robust covariance. */
  middles: ByKind<number[][]>;
  /** Each fit's evaluation where it stands; `decisions` is not counted anew. */
  sums: ByKind<LogitSums>;
  /** Sum over clusters of (sum of x - q) squared, the numerator of phi. */
  residual_squares: number;
  /** Whether some tested decision's candidates lie too far apart for what is quick. */
  far: boolean;
};

// Sums of every fit and cluster are held at once: where those are many, curvatures are summed in a scan of their own.
const MANY_CLUSTERS = 100_000;

/** What clusters tell of fits that stand, and their last evaluation: in one scan, or in two. */
export async function readScores(
  design: Design,
  standing: Coefficients,
  clusters: Clusters,
): Promise<JointScores> {
  const middles = { baseline: new Map<number, number[][]>(), full: new Map<number, number[][]>() };
  const sums = { baseline: new Map<number, LogitSums>(), full: new Map<number, LogitSums>() };
  if (KINDS.every((kind) => standing[kind].size === 0))
    return { middles, sums, residual_squares: 0, far: false };
  const curves = clusters.count * design.fit_count <= MANY_CLUSTERS;
  const rows = await clickhouse().rows({
    sql: `${jointScoresSql(design.table, design.covariates, { cluster: CLUSTER[clusters.by], curves })} ${settingsFor(design)}`,
    params: binds(design, standing, KINDS),
    row: Scores,
  });
  for (const kind of KINDS) {
    const size = coefficientNames(kind, design.covariates).length;
    const lost = new Map<number, readonly number[]>();
    for (const { fit, ...row } of rows) {
      const at = standing[kind].get(fit);
      if (!at) continue;
      const values = row[`${kind}_sums`];
      if ([...row[kind], ...values].every(Number.isFinite)) {
        middles[kind].set(fit, fromUpperTriangle(row[kind], size));
        if (curves) sums[kind].set(fit, sumsOf(0, values, size));
      } else lost.set(fit, at);
    }
    if (lost.size === 0) continue;
    for (const [fit, middle] of await scoreProducts(design, kind, lost, clusters))
      middles[kind].set(fit, middle);
    if (curves) for (const [fit, found] of await evaluateFits(design, kind, lost)) sums[kind].set(fit, found);
  }
  const squares = rows.find(({ fit }) => fit === 0)?.squares ?? 0;
  const far = !Number.isFinite(squares);
  return {
    middles,
    sums: curves ? sums : await evaluateJointly(design, standing),
    residual_squares: far ? await residualSquares(design, standing.baseline, clusters) : squares,
    far,
  };
}
