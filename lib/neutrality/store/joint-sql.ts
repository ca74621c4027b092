import type { Design } from "./fits";
import { formOf } from "./forms";
import { each, type LogitKind, pairs } from "./logit-sql";
import { staged } from "./staged";

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

/** The table and covariates of a design, how candidates stand there, and whether it says where these are about. */
export type Joined = Pick<Design, "table" | "covariates" | "centres" | "width" | "owner_count">;

// So near to nothing, weights have lost their digits.
const logOf = (total: string): string => `log(if(${total} < 1e-200, nan, ${total}))`;

/** Log-likelihood, score and curvature of one row, by what `choices` names. */
export function termsOf(kind: LogitKind, design: Joined): string[] {
  const count = design.covariates.length;
  const { utility, fromOrigin } = formOf(design);
  const own = utility(kind, count);
  const whole = logOf(kind === "baseline" ? "bs" : "asum");
  const letter = LETTER[kind];
  const less = (k: number) => `${fromOrigin(k) ?? "0"} - ${letter}m${k}`;
  return [
    own === null ? `0 - ${whole}` : `${own} - ${whole}`,
    ...(kind === "full" ? ["won - am"] : []),
    ...each(count, less),
    ...(kind === "full" ? ["am * (1 - am)", ...each(count, (k) => `af_${k}`)] : []),
    ...pairs(count, (i, j) => `${letter}c${i}_${j}`),
  ];
}

const originsOf = (design: Joined): string[] =>
  formOf(design).origins(design.covariates, design.centres !== undefined);

/** Weights, their sums, means and covariances for these kinds of model, as WITH clauses over one row. */
export const choices = (kinds: Kinds, design: Joined): string[] => {
  const form = formOf(design);
  const clauses = [
    ...originsOf(design),
    ...kinds.flatMap((kind) => [
      ...bound(kind, design.covariates.length + (kind === "full" ? 1 : 0)),
      ...form[kind](design.covariates),
    ]),
  ];
  return [...new Set(clauses)];
};

export const comparable = "structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0";
/** Whether a row informs a kind of model; fits are those that are asked about. */
export const informs: Record<LogitKind, string> = {
  baseline: "won = 0 AND partners >= 2 AND has({b_fits:Array(UInt16)}, fit)",
  full: "has({a_fits:Array(UInt16)}, fit)",
};
const informing = (kinds: Kinds): string => kinds.map((kind) => `(${informs[kind]})`).join(" OR ");

/** Of every fit and kind: how many choices, and log-likelihood, gradient and information in one array. */
export function jointStepSql(design: Joined, kinds: Kinds): string {
  const { table } = design;
  const sums = kinds.map((kind) => {
    const terms = termsOf(kind, design);
    return `sum(of_${kind}) AS ${kind}_n, [${row(terms.map((term) => `sumIf(${term}, of_${kind})`))}] AS ${kind}`;
  });
  const rows = staged(table, `${comparable} AND (${informing(kinds)})`, [
    ...choices(kinds, design),
    ...kinds.map((kind) => `${informs[kind]} AS of_${kind}`),
  ]);
  return `SELECT fit, ${row(sums)} FROM ${rows} GROUP BY fit`;
}

/**
 * q by the baseline and its derivatives g0, g1, … on a row of the test, from what `choices` names for it; NaN where
 * weights have overflowed.
 */
export const focalShare = (design: Joined): string[] => [
  ...formOf(design).focal(design.covariates),
  "if(ft + bs BETWEEN 1e-200 AND 1e200, ft + bs, nan) AS whole",
  "ft / whole AS q",
  ...design.covariates.map((_, k) => `(f${k} - q * (bm${k} * bs + f${k})) / whole AS g${k}`),
];

/** As `expectation`, without its care: the weights' sum `whole`, `q`, `v` and the derivatives g0, g1, … of q. */
export const quickExpectation = (design: Joined): string[] => {
  const { covariates } = design;
  return [
    ...originsOf(design),
    ...bound("baseline", covariates.length),
    ...formOf(design).all(covariates),
    "ft / whole AS q",
    "q * (1 - q) AS v",
    ...covariates.map((_, k) => `(f${k} - q * s${k}) / whole AS g${k}`),
  ];
};
