import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { Covariate } from "../schema";
import { fromUpperTriangle } from "../stats/linear";
import type { LogitSums, LogitSurvey } from "../stats/logit";
import type { Shape } from "./choice-form";
import { arraysOf } from "./flat";
import { formOf } from "./forms";
import { coefficientNames, type LogitKind, scoresSql, stepSql, surveySql } from "./logit-sql";

/**
 * Parts of a prepared table that stand for all of it, drawn by a hash of the decision: a
 * twentieth, and two fifths with it among them.
 */
export type Samples = { small: string; large: string };

/** What all queries on a prepared table need to know. */
export type Design = Shape & {
  table: string;
  /** Null where there are too few rows to make it worth while. */
  sample: Samples | null;
  covariates: readonly Covariate[];
  /** Numbers of the owners outside the focus, where they are known beforehand. */
  partner_owners?: readonly number[];
  /** Where covariates are about, of tables so large that it pays to take all from there; see `origins`. */
  centres?: Centres;
  /** How many days there are at most of each stratum and fit, together. */
  cells?: number;
  /** Bits of `lacks` that keep a decision out. */
  mask: number;
  /** How many fits there are; they are numbered from 1. */
  fit_count: number;
};

/** Infinities and NaN come as null; they make a step that is refused. */
export const real = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const Survey = z.object({
  fit: z.number(),
  decisions: z.coerce.number(),
  candidates: z.coerce.number(),
  products: z.array(real),
  spread: z.array(real),
});
const Step = z.object({
  fit: z.number(),
  decisions: z.coerce.number(),
  log_likelihood: real,
  gradient: z.array(real),
  information: z.array(real),
});
const Scores = z.object({ fit: z.number(), outer_products: z.array(real) });

/** Arrays b0, b1, … (or with another letter) indexed by the fit's number; fits that are not asked about have zeros. */
export const bindCoefficients = (
  { fit_count }: Design,
  size: number,
  by_fit: ReadonlyMap<number, readonly number[]>,
  letter = "b",
): Record<string, number[]> =>
  Object.fromEntries(
    Array.from({ length: size }, (_, p) => [
      `${letter}${p}`,
      Array.from({ length: fit_count }, (_, index) => by_fit.get(index + 1)?.[p] ?? 0),
    ]),
  );

export type Centres = Readonly<Partial<Record<Covariate, number>>>;

/** What statements bind where a design says where its covariates are about, in their order. */
export const bindCentres = ({
  covariates,
  centres,
}: Pick<Design, "covariates" | "centres">): Record<string, number[]> =>
  centres ? { centres: covariates.map((name) => centres[name] ?? 0) } : {};

/** The middle figures of the candidates that were chosen. */
export async function readCentres(table: string): Promise<Centres> {
  const names = Covariate.options;
  const [row] = await clickhouse().rows({
    sql: `SELECT [${names.map((name) => `quantileTDigestIf(0.5)(c_${name}, structure = 0 AND isFinite(c_${name}))`).join(", ")}] AS middles
      FROM ${table}`,
    row: z.object({ middles: z.array(z.number().nullable()) }),
  });
  return Object.fromEntries(names.map((name, k) => [name, row?.middles[k] ?? 0]));
}

/** Each of these fits' choices and how its covariates vary within them. Fits without any are absent. */
export async function surveyFits(
  design: Design,
  kind: LogitKind,
  fits: readonly number[],
): Promise<Map<number, LogitSurvey>> {
  if (fits.length === 0) return new Map();
  const size = coefficientNames(kind, design.covariates).length;
  const rows = await clickhouse().rows({
    sql: surveySql(arraysOf(design), kind, design.covariates),
    params: { mask: design.mask, fits: [...fits] },
    row: Survey,
  });
  return new Map(
    rows.map(({ fit, products, ...survey }) => [
      fit,
      { ...survey, products: fromUpperTriangle(products, size) },
    ]),
  );
}

/** Rows of a table in whose sets no covariate goes further than this, as a subquery; null: however far. */
export const calmRows = (
  { table, covariates, width }: Pick<Design, "table" | "covariates" | "width">,
  limits: readonly (number | null)[],
): string => {
  const form = formOf(width ? { width } : {});
  const bounds = covariates.flatMap((name, k) => {
    const limit = limits[k] ?? null;
    return limit === null ? [] : [`${form.spread(name)} <= ${z.number().finite().parse(limit)}`];
  });
  return bounds.length === 0 ? table : `(SELECT * FROM ${table} WHERE ${bounds.join(" AND ")})`;
};

/** One evaluation of several fits, each at its own coefficients, in one query. */
export async function evaluateFits(
  design: Design,
  kind: LogitKind,
  by_fit: ReadonlyMap<number, readonly number[]>,
): Promise<Map<number, LogitSums>> {
  const size = coefficientNames(kind, design.covariates).length;
  const rows = await clickhouse().rows({
    sql: stepSql(arraysOf(design), kind, design.covariates),
    params: { mask: design.mask, fits: [...by_fit.keys()], ...bindCoefficients(design, size, by_fit) },
    row: Step,
  });
  return new Map(
    rows.map(({ fit, information, ...sums }) => [
      fit,
      { ...sums, information: fromUpperTriangle(information, size) },
    ]),
  );
}

/** What dependence is counted by. */
export type Clusters = { by: "tenant" | "session" | "day"; count: number };

/** The row's cluster as a number; 0: it is one by itself. */
export const CLUSTER: Record<Clusters["by"], string> = {
  tenant: "tenant",
  session: "session",
  day: "toUInt64(day) + 1",
};

/** Sum over clusters of (sum of residuals) squared, of rows of `cluster` and `residual`; cluster 0 is one row by itself. */
export async function sumOfSquares(rows: string, params: Record<string, Param>): Promise<number> {
  const [row] = await clickhouse().rows({
    sql: `SELECT sum(part * part) AS squares FROM (
        SELECT residual AS part FROM (${rows}) WHERE cluster = 0
        UNION ALL
        SELECT sum(residual) AS part FROM (${rows}) WHERE cluster != 0 GROUP BY cluster)`,
    params,
    row: z.object({ squares: z.number() }),
  });
  return row?.squares ?? 0;
}

/** Each fit's sum over clusters of the outer product of their scores: the middle of the robust covariance. */
export async function scoreProducts(
  design: Design,
  kind: LogitKind,
  by_fit: ReadonlyMap<number, readonly number[]>,
  clusters: Clusters,
): Promise<Map<number, number[][]>> {
  const size = coefficientNames(kind, design.covariates).length;
  const rows = await clickhouse().rows({
    sql: scoresSql(arraysOf(design), kind, design.covariates, CLUSTER[clusters.by]),
    params: { mask: design.mask, fits: [...by_fit.keys()], ...bindCoefficients(design, size, by_fit) },
    row: Scores,
  });
  return new Map(rows.map(({ fit, outer_products }) => [fit, fromUpperTriangle(outer_products, size)]));
}
