import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { fromUpperTriangle } from "../stats/linear";
import type { LogitSums } from "../stats/logit";
import { bindCentres, bindCoefficients, type Design, evaluateFits, real } from "./fits";
import { jointStepSql, KINDS, LETTER, settingsFor } from "./joint-sql";
import { coefficientNames, type LogitKind } from "./logit-sql";

/** Something of each kind of model, by the fit's number. */
export type ByKind<T> = Record<LogitKind, ReadonlyMap<number, T>>;

export type Coefficients = ByKind<readonly number[]>;

/** Binds of the statements about several kinds of model at once. */
export const bindJointly = (design: Design, by_kind: Coefficients, kinds: readonly LogitKind[]) => ({
  mask: design.mask,
  ...bindCentres(design),
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

/** Sums from log-likelihood, gradient and the upper triangle of the information. */
export const sumsOf = (decisions: number, values: readonly number[], size: number): LogitSums => ({
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
  if (kinds.length === 0) return { baseline: new Map(), full: new Map() };
  const rows = await clickhouse().rows({
    sql: `${jointStepSql(design, kinds)} ${settingsFor(design)}`,
    params: bindJointly(design, trials, kinds),
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
