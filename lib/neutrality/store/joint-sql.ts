import type { Covariate } from "../schema";
import type { Design } from "./fits";
import { each, type LogitKind, pairs } from "./logit-sql";

/**
 * Both kinds of model in one scan, with as few passes over the arrays as there can be: nothing keeps e^u from
 * overflowing. Where candidates lie so far apart, sums come as infinities or NaN, and `stepSql` and `scoresSql` are to be asked instead.
 */
export type Kinds = readonly LogitKind[];

export const KINDS: Kinds = ["baseline", "full"];

// Arrays of these many rows stay in the processor's caches from one pass over them to the next.
const PLAIN = "SETTINGS short_circuit_function_evaluation = 'disable', max_block_size = 8192";

/**
 * Arrays are worked out for every row: to pick out first those that need it takes longer. Where there are rows enough
 * for a sample, compiling the expressions at once is made up for.
 */
export const settingsFor = ({ sample }: { sample: unknown }): string =>
  sample === null
    ? PLAIN
    : `${PLAIN}, min_count_to_compile_expression = 0, min_count_to_compile_aggregate_expression = 0`;

/** First letter of a kind's coefficients among the binds: b0, b1, … and a0, a1, …. */
export const LETTER: Record<LogitKind, string> = { baseline: "b", full: "a" };

export const row = (names: readonly string[]): string => names.join(", ");

const bound = (kind: LogitKind, count: number): string[] =>
  each(count, (p) => `{${LETTER[kind]}${p}:Array(Float64)}[fit] AS ${LETTER[kind]}${p}`);

/** The tables and covariates of a design, and whether it says where these are about. */
export type Joined = Pick<Design, "table" | "covariates" | "centres">;

/**
 * o0, o1, …: where each covariate is taken from. The chosen candidate's own is the best place, and the same whatever else
 * stands in the table; one place for all decisions is one figure less to be carried to each candidate. e0, e1, …: the
 * chosen one's covariates from there.
 */
const origins = ({ covariates, centres }: Joined): string[] => [
  ...covariates.map((name, k) => `${centres ? `{centres:Array(Float64)}[${k + 1}]` : `c_${name}`} AS o${k}`),
  ...covariates.map((name, k) => `c_${name} - o${k} AS e${k}`),
];

/** e^utility of every candidate, where `focal` with the candidate's flag `o`. `first`: the first covariate's coefficient. */
const weights = (kind: LogitKind, covariates: readonly Covariate[], first: number, focal = ""): string => {
  const sum = covariates.map((_, k) => `${LETTER[kind]}${k + first} * (z${k} - o${k})`);
  return `arrayMap((${row(covariates.map((_, k) => `z${k}`))}, o) -> exp(${sum.join(" + ")}${focal}), ${row(covariates)}, own)`;
};

/** Weights times each covariate from its centre. */
const moments = (weight: string, covariates: readonly Covariate[]): string[] =>
  covariates.map((name, k) => `arrayMap((w, z) -> w * (z - o${k}), ${weight}, ${name}) AS ${weight}${k}`);

/** The sum of weights times a covariate from its centre. */
const moment = (weight: string, total: string, name: Covariate, k: number): string =>
  `(arrayDotProduct(${weight}, ${name}) - o${k} * ${total})`;

/** Baseline: weights bp of partners (0 for others), their sum, and means by covariate. */
const baselineChoice = (covariates: readonly Covariate[]): string[] => [
  ...bound("baseline", covariates.length),
  `${weights("baseline", covariates, 0)} AS bw`,
  "arrayMap((w, o) -> if(o = 1, 0., w), bw, own) AS bp",
  "arraySum(bp) AS bs",
  ...moments("bp", covariates),
  ...covariates.map((_, k) => `arraySum(bp${k}) / bs AS bm${k}`),
];

/** Full model: weights aw, and af (0 for partners), the sum of all, the focal share, and means. */
const fullChoice = (covariates: readonly Covariate[]): string[] => [
  ...bound("full", covariates.length + 1),
  `${weights("full", covariates, 1, " + a0 * o")} AS aw`,
  "arraySum(aw) AS asum",
  "arrayMap((w, o) -> w * o, aw, own) AS af",
  "arraySum(af) AS focal_sum",
  "focal_sum / asum AS am",
  ...moments("aw", covariates),
  ...covariates.map((_, k) => `arraySum(aw${k}) / asum AS am${k}`),
];

const utilityOf = (kind: LogitKind, count: number, first: number): string =>
  each(count, (k) => `${LETTER[kind]}${k + first} * e${k}`).join(" + ");

const curvature = (
  kind: LogitKind,
  covariates: readonly Covariate[],
  weight: string,
  total: string,
): string[] => {
  const mean = `${LETTER[kind]}m`;
  return pairs(
    covariates.length,
    (i, j) =>
      `arrayDotProduct(${weight}${i}, ${covariates[j]}) / ${total} - ${mean}${i} * (o${j} + ${mean}${j})`,
  );
};

// So near to nothing, weights have lost their digits.
const logOf = (total: string): string => `log(if(${total} < 1e-200, nan, ${total}))`;

const baselineParts = (covariates: readonly Covariate[]): string[] => [
  `${utilityOf("baseline", covariates.length, 0)} - ${logOf("bs")}`,
  ...covariates.map((_, k) => `e${k} - bm${k}`),
  ...curvature("baseline", covariates, "bp", "bs"),
];
const fullParts = (covariates: readonly Covariate[]): string[] => [
  `${utilityOf("full", covariates.length, 1)} + won * a0 - ${logOf("asum")}`,
  "won - am",
  ...covariates.map((_, k) => `e${k} - am${k}`),
  "am * (1 - am)",
  ...covariates.map((name, k) => `${moment("af", "focal_sum", name, k)} / asum - am * am${k}`),
  ...curvature("full", covariates, "aw", "asum"),
];

/** Log-likelihood, score and curvature of one row, by what `choices` names. */
export const PARTS: Record<LogitKind, (covariates: readonly Covariate[]) => string[]> = {
  baseline: baselineParts,
  full: fullParts,
};

/** Weights, their sums and means for these kinds of model, as WITH clauses over one row. */
export const choices = (kinds: Kinds, design: Joined): string[] => [
  ...origins(design),
  ...(kinds.includes("baseline") ? baselineChoice(design.covariates) : []),
  ...(kinds.includes("full") ? fullChoice(design.covariates) : []),
];

export const comparable = "structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0";
/** Whether a row informs a kind of model; fits are those that are asked about. */
export const informs: Record<LogitKind, string> = {
  baseline: "won = 0 AND partners >= 2 AND has({b_fits:Array(UInt16)}, fit)",
  full: "has({a_fits:Array(UInt16)}, fit)",
};
const informing = (kinds: Kinds): string => kinds.map((kind) => `(${informs[kind]})`).join(" OR ");

/** Of every fit and kind: how many choices, and log-likelihood, gradient and information in one array. */
export function jointStepSql(design: Joined, kinds: Kinds): string {
  const { table, covariates } = design;
  const sums = kinds.map((kind) => {
    const terms = PARTS[kind](covariates);
    return `sum(of_${kind}) AS ${kind}_n, [${row(terms.map((term) => `sumIf(${term}, of_${kind})`))}] AS ${kind}`;
  });
  return `WITH ${row([...choices(kinds, design), ...kinds.map((kind) => `${informs[kind]} AS of_${kind}`)])}
    SELECT fit, ${row(sums)} FROM ${table} WHERE ${comparable} AND (${informing(kinds)}) GROUP BY fit`;
}

/**
 * q by the baseline and its derivatives g0, g1, … on a row of the test, from what `choices` names for it; NaN where
 * weights have overflowed.
 */
export const focalShare = (covariates: readonly Covariate[]): string[] => [
  "arrayMap((w, o) -> w * o, bw, own) AS fw",
  "arraySum(fw) AS ft",
  "if(ft + bs BETWEEN 1e-200 AND 1e200, ft + bs, nan) AS whole",
  "ft / whole AS q",
  ...covariates.map((name, k) => `${moment("fw", "ft", name, k)} AS f${k}`),
  ...covariates.map((_, k) => `(f${k} - q * (bm${k} * bs + f${k})) / whole AS g${k}`),
];

/**
 * As `expectation`, without its care: weights `weighed` of all candidates, their sum `whole`, `q`, `v` and the derivatives g0,
 * g1, … of q.
 */
export const quickExpectation = (design: Joined): string => {
  const { covariates } = design;
  return row([
    ...origins(design),
    ...bound("baseline", covariates.length),
    `${weights("baseline", covariates, 0)} AS weighed`,
    "arrayMap((w, o) -> w * o, weighed, own) AS fw",
    "arraySum(fw) AS ft",
    "arraySum(weighed) AS whole",
    "ft / whole AS q",
    "q * (1 - q) AS v",
    ...covariates.map(
      (name, k) =>
        `(${moment("fw", "ft", name, k)} - q * ${moment("weighed", "whole", name, k)}) / whole AS g${k}`,
    ),
  ]);
};
