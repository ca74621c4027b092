import type { Covariate } from "../schema";
import { coefficientNames, each, type LogitKind, less, pairs } from "./logit-sql";

/**
 * Both kinds of model in one scan, with as few passes over the arrays as there can be: utilities are taken from the
 * chosen candidate's, whose weight is 1, and nothing keeps e^u from overflowing. Where candidates lie so far apart, sums
 * come as infinities or NaN, and `stepSql` and `scoresSql` are to be asked instead.
 */
export type Kinds = readonly LogitKind[];

export const KINDS: Kinds = ["baseline", "full"];

const PLAIN = "SETTINGS short_circuit_function_evaluation = 'disable'";

/**
 * Arrays are worked out for every row: to pick out first those that need it takes longer. Where there are rows enough
 * for a sample, compiling the expressions at once is made up for.
 */
export const settingsFor = ({ sample }: { sample: string | null }): string =>
  sample === null
    ? PLAIN
    : `${PLAIN}, min_count_to_compile_expression = 0, min_count_to_compile_aggregate_expression = 0`;

/** First letter of a kind's coefficients among the binds: b0, b1, … and a0, a1, …. */
export const LETTER: Record<LogitKind, string> = { baseline: "b", full: "a" };

const row = (names: readonly string[]): string => names.join(", ");

const bound = (kind: LogitKind, count: number): string[] =>
  each(count, (p) => `{${LETTER[kind]}${p}:Array(Float64)}[fit] AS ${LETTER[kind]}${p}`);

/** d_p0, …, d_f0, …: covariates less the chosen one's. */
const differences = (sides: readonly ("p" | "f")[], covariates: readonly Covariate[]): string[] =>
  sides.flatMap((side) => covariates.map((name, k) => `${less(side, name)} AS d_${side}${k}`));

/** e^utility of one side's candidates; `first` is the coefficient of the first covariate. */
const weights = (kind: LogitKind, side: "p" | "f", count: number, first: number): string => {
  const names = each(count, (k) => `z${k}`);
  const sum = names.map((name, k) => `${LETTER[kind]}${k + first} * ${name}`).join(" + ");
  return `arrayMap((${row(names)}) -> exp(${sum}), ${row(each(count, (k) => `d_${side}${k}`))})`;
};

const moments = (weight: string, side: "p" | "f", count: number): string[] =>
  each(count, (k) => `arrayMap((w, z) -> w * z, ${weight}, d_${side}${k}) AS ${weight}${k}`);

/** Baseline: weights bp of partners, their sum, and means by covariate. */
const baselineChoice = (count: number, curves: boolean): string[] => [
  ...bound("baseline", count),
  `${weights("baseline", "p", count, 0)} AS bp`,
  "arraySum(bp) AS bs",
  ...(curves ? moments("bp", "p", count) : []),
  ...each(count, (k) => `${curves ? `arraySum(bp${k})` : `arrayDotProduct(bp, d_p${k})`} / bs AS bm${k}`),
];

/** Full model: weights ap and af of both sides (af without the dummy's share, which is `boost`), their sum, and means. */
const fullChoice = (count: number, curves: boolean): string[] => {
  const sum = (side: "p" | "f", k: number) =>
    curves ? `arraySum(a${side}${k})` : `arrayDotProduct(a${side}, d_${side}${k})`;
  return [
    ...bound("full", count + 1),
    "exp(a0) AS boost",
    `${weights("full", "p", count, 1)} AS ap`,
    `${weights("full", "f", count, 1)} AS af`,
    "boost * arraySum(af) AS focal_sum",
    "arraySum(ap) + focal_sum AS asum",
    "focal_sum / asum AS am",
    ...(curves ? [...moments("ap", "p", count), ...moments("af", "f", count)] : []),
    ...each(count, (k) => `boost * ${sum("f", k)} / asum AS fm${k}`),
    ...each(count, (k) => `${sum("p", k)} / asum + fm${k} AS am${k}`),
  ];
};

/** Log-likelihood, score and curvature of one row. */
const baselineParts = (count: number): string[] => [
  "-log(bs)",
  ...each(count, (k) => `-bm${k}`),
  ...pairs(count, (i, j) => `arrayDotProduct(bp${i}, d_p${j}) / bs - bm${i} * bm${j}`),
];
const fullParts = (count: number): string[] => [
  "won * a0 - log(asum)",
  "won - am",
  ...each(count, (k) => `-am${k}`),
  "am * (1 - am)",
  ...each(count, (k) => `fm${k} - am * am${k}`),
  ...pairs(
    count,
    (i, j) =>
      `(arrayDotProduct(ap${i}, d_p${j}) + boost * arrayDotProduct(af${i}, d_f${j})) / asum - am${i} * am${j}`,
  ),
];

const PARTS: Record<LogitKind, (count: number) => string[]> = { baseline: baselineParts, full: fullParts };

const choices = (kinds: Kinds, count: number, curves: boolean): string[] => [
  ...(kinds.includes("baseline") ? baselineChoice(count, curves) : []),
  ...(kinds.includes("full") ? fullChoice(count, curves) : []),
];

const comparable = "structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0";
/** Whether a row informs a kind of model; fits are those that are asked about. */
const informs: Record<LogitKind, string> = {
  baseline: "won = 0 AND partners >= 2 AND has({b_fits:Array(UInt16)}, fit)",
  full: "has({a_fits:Array(UInt16)}, fit)",
};
const informing = (kinds: Kinds): string => kinds.map((kind) => `(${informs[kind]})`).join(" OR ");

/** Of every fit and kind: how many choices, and log-likelihood, gradient and information in one array. */
export function jointStepSql(table: string, kinds: Kinds, covariates: readonly Covariate[]): string {
  const count = covariates.length;
  const sums = kinds.map((kind) => {
    const terms = PARTS[kind](count);
    return `sum(of_${kind}) AS ${kind}_n, [${row(terms.map((term) => `sumIf(${term}, of_${kind})`))}] AS ${kind}`;
  });
  return `WITH ${row([
    ...differences(kinds.includes("full") ? ["p", "f"] : ["p"], covariates),
    ...choices(kinds, count, true),
    ...kinds.map((kind) => `${informs[kind]} AS of_${kind}`),
  ])}
    SELECT fit, ${row(sums)} FROM ${table} WHERE ${comparable} AND (${informing(kinds)}) GROUP BY fit`;
}

/**
 * Of every fit and kind the sum over clusters of the outer product of their scores, in the row of the fit; and in row 0
 * `squares`: the sum over clusters of (sum of x - q) squared, q by the baseline on the test's rows. Rows without a
 * cluster (0) are one each. With `curves` what `jointStepSql` gives as well, but for how many choices there were.
 */
export function jointScoresSql(
  table: string,
  covariates: readonly Covariate[],
  { cluster, curves }: { cluster: string; curves: boolean },
): string {
  const count = covariates.length;
  const terms = KINDS.map((kind) => {
    const size = coefficientNames(kind, covariates).length;
    const all = PARTS[kind](count);
    const asked = curves ? all : all.slice(0, 1 + size);
    return asked.map((term, at) => ({ kind, name: `${kind}_${at}`, term, score: at > 0 && at <= size }));
  });
  const flat = terms.flat();
  const clauses = row([
    ...differences(["p", "f"], covariates),
    ...choices(KINDS, count, curves),
    `arraySum(${weights("baseline", "f", count, 0)}) AS bf`,
    ...KINDS.map((kind) => `${informs[kind]} AS of_${kind}`),
    `partners > 0 AND focals > 0 AND has({b_fits:Array(UInt16)}, fit) AS of_test`,
    "if(of_test, if(isFinite(bf + bs), won - bf / (bf + bs), nan), 0.) AS surplus",
  ]);
  const rows = (which: string) => `(
          WITH ${clauses}
          SELECT fit, toUInt64(${cluster}) AS cluster, ${row(flat.map(({ kind, name, term }) => `if(of_${kind}, ${term}, 0.) AS ${name}`))}, surplus
          FROM ${table}
          WHERE ${comparable} AND (has({a_fits:Array(UInt16)}, fit) OR has({b_fits:Array(UInt16)}, fit)) AND ${cluster} ${which})`;
  const reduced = terms.flatMap((of_kind, at) => {
    const scores = of_kind.filter(({ score }) => score).map(({ name }) => name);
    return [
      `sumForEach([${row(pairs(scores.length, (i, j) => `${scores[i]} * ${scores[j]}`))}]) AS ${KINDS[at]}`,
      `[${row(of_kind.map(({ name }) => `sum(${name})`))}] AS ${KINDS[at]}_sums`,
    ];
  });
  const again = KINDS.flatMap((kind) => [kind, `${kind}_sums`]).map(
    (name) => `sumForEach(${name}) AS ${name}`,
  );
  return `SELECT fit, ${row(again)}, sum(alone) + sum(beyond * beyond) AS squares
    FROM (
      SELECT fit, cluster, ${row(reduced)}, sum(beyond) AS beyond, sum(alone) AS alone FROM (
        SELECT fit, cluster, ${row(flat.map(({ name }) => `sum(${name}) AS ${name}`))}, sum(surplus) AS beyond, 0. AS alone
        FROM ${rows("!= 0")} GROUP BY fit, cluster
        UNION ALL
        SELECT fit, cluster, ${row(flat.map(({ name }) => name))}, 0. AS beyond, surplus * surplus AS alone FROM ${rows("= 0")})
      GROUP BY GROUPING SETS ((fit), (cluster)))
    GROUP BY fit`;
}

/** As `expectation`, without its care: `q`, `v` and the derivatives `g0`, `g1`, … of q. */
export function quickExpectation(covariates: readonly Covariate[]): string {
  const count = covariates.length;
  return row([
    ...differences(["p", "f"], covariates),
    ...bound("baseline", count),
    `${weights("baseline", "p", count, 0)} AS pw`,
    `${weights("baseline", "f", count, 0)} AS fw`,
    "arraySum(fw) AS ft",
    "arraySum(pw) + ft AS whole",
    "ft / whole AS q",
    "q * (1 - q) AS v",
    ...each(count, (k) => `arrayDotProduct(fw, d_f${k}) AS f${k}`),
    ...each(count, (k) => `(f${k} - q * (arrayDotProduct(pw, d_p${k}) + f${k})) / whole AS g${k}`),
  ]);
}
