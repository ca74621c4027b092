import type { Covariate } from "../schema";

/** Which choices a logit explains: those among partners, or all, with a dummy for focal models. */
export type LogitKind = "baseline" | "full";

/** Coefficients of a kind of model, in order. */
export const coefficientNames = (kind: LogitKind, covariates: readonly Covariate[]): string[] =>
  kind === "full" ? ["focal", ...covariates] : [...covariates];

// Candidates' covariates less the chosen one's: probabilities are the same, and sums of squares keep their digits.
const less = (side: "p" | "f", name: Covariate): string =>
  `arrayMap(v -> v - c_${name}, arrayFilter((v, o) -> o = ${side === "f" ? 1 : 0}, ${name}, own))`;

const differences = (kind: LogitKind, covariates: readonly Covariate[]): string[] => {
  if (kind === "baseline") return covariates.map((name) => less("p", name));
  return [
    "arrayConcat(arrayWithConstant(partners, 0. - won), arrayWithConstant(focals, 1. - won))",
    ...covariates.map((name) => `arrayConcat(${less("p", name)}, ${less("f", name)})`),
  ];
};

/** Rows that a kind of model is fitted on. */
const rowsOf = (kind: LogitKind): string =>
  `structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0 AND has({fits:Array(UInt16)}, fit)${kind === "baseline" ? " AND won = 0 AND partners >= 2" : ""}`;

export const each = <T>(count: number, text: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => text(index));

/** Pairs (i, j) of the upper triangle, by rows. */
export const pairs = (count: number, text: (i: number, j: number) => string): string[] =>
  each(count, (i) => each(count - i, (step) => text(i, i + step))).flat();

const triangle = (count: number, text: (i: number, j: number) => string): string =>
  pairs(count, text).join(", ");

/** b0, b1, …: a fit's coefficients, from arrays indexed by the fit's number. */
const coefficient = (p: number): string => `{b${p}:Array(Float64)}[fit] AS b${p}`;

const utility = (count: number, arrays: readonly string[]): string => {
  const names = each(count, (p) => `z${p}`);
  return `arrayMap((${names.join(", ")}) -> ${names.map((name, p) => `b${p} * ${name}`).join(" + ")}, ${arrays.join(", ")})`;
};

/** Differences, weights e^(utility - top) and their mean, as WITH clauses over one row. */
const choice = (kind: LogitKind, covariates: readonly Covariate[]): string => {
  const arrays = differences(kind, covariates);
  const names = arrays.map((_, p) => `d${p}`);
  return [
    ...arrays.map((array, p) => `${array} AS d${p}`),
    ...each(arrays.length, coefficient),
    `${utility(arrays.length, names)} AS utility`,
    "arrayMax(utility) AS top",
    "arrayMap(u -> exp(u - top), utility) AS weight",
    "arraySum(weight) AS whole",
    ...names.map((name, p) => `arrayDotProduct(weight, ${name}) / whole AS m${p}`),
  ].join(", ");
};

/** Log-likelihood, gradient and information of every fit at its coefficients. */
export function stepSql(table: string, kind: LogitKind, covariates: readonly Covariate[]): string {
  const count = coefficientNames(kind, covariates).length;
  return `SELECT fit, count() AS decisions, sum(one) AS log_likelihood, sumForEach(score) AS gradient, sumForEach(curve) AS information
    FROM (
      WITH ${choice(kind, covariates)},
        ${each(count, (p) => `arrayMap((w, z) -> w * z, weight, d${p}) AS w${p}`).join(", ")}
      SELECT fit, -top - log(whole) AS one, [${each(count, (p) => `-m${p}`).join(", ")}] AS score,
        [${triangle(count, (i, j) => `arrayDotProduct(w${i}, d${j}) / whole - m${i} * m${j}`)}] AS curve
      FROM ${table} WHERE ${rowsOf(kind)})
    GROUP BY fit`;
}

/**
 * Choices of every fit, the sums of products of the covariates' deviations within each choice's set, and how far each
 * covariate goes in the middle one of those sets where it varies.
 */
export function surveySql(table: string, kind: LogitKind, covariates: readonly Covariate[]): string {
  const arrays = differences(kind, covariates);
  return `SELECT fit, count() AS decisions, sum(size) AS candidates, sumForEach(part) AS products,
      [${each(arrays.length, (p) => `quantileTDigestIf(0.5)(r${p}, r${p} > 0)`).join(", ")}] AS spread
    FROM (
      WITH ${arrays.map((array, p) => `${array} AS d${p}`).join(", ")}, length(d0) AS size
      SELECT fit, size, ${each(arrays.length, (p) => `arrayMax(d${p}) - arrayMin(d${p}) AS r${p}`).join(", ")},
        [${triangle(arrays.length, (i, j) => `arrayDotProduct(d${i}, d${j}) - arraySum(d${i}) * arraySum(d${j}) / size`)}] AS part
      FROM ${table} WHERE ${rowsOf(kind)})
    GROUP BY fit`;
}

/** Sum over clusters of the outer product of their scores; a row without cluster (0) is one by itself. */
export function scoresSql(
  table: string,
  kind: LogitKind,
  covariates: readonly Covariate[],
  cluster: string,
): string {
  const count = coefficientNames(kind, covariates).length;
  const rows = `
    WITH ${choice(kind, covariates)}
    SELECT fit, ${cluster} AS cluster, [${each(count, (p) => `-m${p}`).join(", ")}] AS score
    FROM ${table} WHERE ${rowsOf(kind)}`;
  const outer = `[${triangle(count, (i, j) => `score[${i + 1}] * score[${j + 1}]`)}]`;
  return `SELECT fit, sumForEach(${outer}) AS outer_products, count() AS clusters FROM (
      SELECT fit, score FROM (${rows}) WHERE cluster = 0
      UNION ALL
      SELECT fit, sumForEach(score) AS score FROM (${rows}) WHERE cluster != 0 GROUP BY fit, cluster)
    GROUP BY fit`;
}

/** The test's rows: both sides present, in a fit that stands. */
export const testedRows =
  "structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0 AND partners > 0 AND focals > 0 AND has({fits:Array(UInt16)}, fit)";

/**
 * Of every tested row, as WITH clauses: the candidates' weights `weighed` and their sum `whole`; `pw`, `fw`, those of partners'
 * and of focal candidates; `q`, its variance `v`, and its derivatives by each coefficient, `g`.
 */
export const expectation = (covariates: readonly Covariate[]): string => expectations(covariates).join(", ");

/** The same, one by one. */
export function expectations(covariates: readonly Covariate[]): string[] {
  const count = covariates.length;
  const moment = (weight: string, k: number) => `arrayDotProduct(${weight}, d${k})`;
  return [
    ...covariates.map((name, k) => `arrayMap(v -> v - c_${name}, ${name}) AS d${k}`),
    ...each(count, coefficient),
    `${utility(
      count,
      each(count, (k) => `d${k}`),
    )} AS utility`,
    "arrayMax(utility) AS top",
    "arrayMap(u -> exp(u - top), utility) AS weighed",
    "arrayFilter((v, o) -> o = 0, weighed, own) AS pw",
    "arrayFilter((v, o) -> o = 1, weighed, own) AS fw",
    "arraySum(pw) AS pt",
    "arraySum(fw) AS ft",
    "pt + ft AS whole",
    "ft / whole AS q",
    "(ft / whole) * (pt / whole) AS v",
    "arrayMap((v, o) -> v * o, weighed, own) AS own_weighed",
    `[${each(count, (k) => `(${moment("own_weighed", k)} - q * ${moment("weighed", k)}) / whole`).join(", ")}] AS g`,
  ];
}
