import type { Covariate } from "../schema";
import { choices, comparable, focalShare, informs, type Joined, KINDS, row, termsOf } from "./joint-sql";
import { coefficientNames, each, type LogitKind, pairs } from "./logit-sql";
import { staged } from "./staged";

/** A figure of one row, by name: 0 where the row does not inform what the figure is of. */
type Figure = { name: string; sql: string };

const figuresOf = (kind: LogitKind, design: Joined): Figure[] =>
  ["1.", ...termsOf(kind, design)].map((term, at) => ({
    name: `${kind}_${at}`,
    sql: `if(of_${kind}, ${term}, 0.)`,
  }));

/** x - q, and how q moves with each coefficient. */
const testFigures = (covariates: readonly Covariate[]): Figure[] => [
  { name: "test_0", sql: "if(of_test, won - q, 0.)" },
  ...covariates.map((_, k) => ({ name: `test_${k + 1}`, sql: `if(of_test, g${k}, 0.)` })),
];

const clauses = (design: Joined): string[] => [
  ...choices(KINDS, design),
  ...focalShare(design),
  ...KINDS.map((kind) => `${informs[kind]} AS of_${kind}`),
  "partners > 0 AND focals > 0 AND has({b_fits:Array(UInt16)}, fit) AS of_test",
];

/** What `told` says of the rows of a condition. */
const tell = (design: Joined, condition: string, told: string): string => {
  const asked = "(has({a_fits:Array(UInt16)}, fit) OR has({b_fits:Array(UInt16)}, fit))";
  const rows = staged(design.table, `${comparable} AND ${asked} AND ${condition}`, clauses(design));
  return `SELECT ${told} FROM ${rows}`;
};

const names = (figures: readonly Figure[]): string[] => figures.map(({ name }) => name);

/** A kind's scores and curvatures among its figures. */
function partsOf(kind: LogitKind, design: Joined) {
  const all = names(figuresOf(kind, design));
  const size = coefficientNames(kind, design.covariates).length;
  return { scores: all.slice(2, 2 + size), curves: all.slice(2 + size) };
}

/**
 * Of every fit and cluster, and every kind of model: how many choices, log-likelihood, score and curvature in one array;
 * and of the test's rows x - q with its derivatives. Rows without a cluster (0) are not among them.
 */
export function clusterSumsSql(design: Joined, cluster: string): string {
  const { covariates } = design;
  const sums = (figures: readonly Figure[]) => `[${row(figures.map(({ sql }) => `sum(${sql})`))}]`;
  const told = `fit, toUInt64(${cluster}) AS name, ${KINDS.map((kind) => `${sums(figuresOf(kind, design))} AS ${kind}`).join(", ")},
      ${sums(testFigures(covariates))} AS test`;
  return `${tell(design, `${cluster} != 0`, told)} GROUP BY fit, ${cluster}`;
}

/**
 * The rows without a cluster, each of which is one by itself. Of every fit and kind of model the same sums, the sum of
 * the outer products of scores (`_products`), and that of each score with each curvature (`_turns`); of the test the sum
 * of (x - q) squared, and of x - q times each derivative.
 */
export function singleSumsSql(design: Joined, cluster: string): string {
  const { covariates } = design;
  const figures = [...KINDS.flatMap((kind) => figuresOf(kind, design)), ...testFigures(covariates)];
  const sums = (terms: readonly string[]) => `[${row(terms.map((term) => `sum(${term})`))}]`;
  const of_kinds = KINDS.flatMap((kind) => {
    const { scores, curves } = partsOf(kind, design);
    return [
      `${sums(names(figuresOf(kind, design)))} AS ${kind}`,
      `${sums(pairs(scores.length, (i, j) => `${scores[i]} * ${scores[j]}`))} AS ${kind}_products`,
      `${sums(scores.flatMap((score) => curves.map((curve) => `${score} * ${curve}`)))} AS ${kind}_turns`,
    ];
  });
  return `SELECT fit, ${row(of_kinds)},
      ${sums(each(1 + covariates.length, (k) => `test_0 * test_${k}`))} AS test
    FROM (${tell(design, `${cluster} = 0`, `fit, ${row(figures.map(({ name, sql }) => `${sql} AS ${name}`))}`)})
    GROUP BY fit`;
}

/**
 * Where clusters are too many to be told one by one: of every fit and kind the sum over clusters of the outer product of
 * their scores, in the row of the fit; and in row 0 `squares`: the sum over clusters of (sum of x - q) squared. Rows
 * without a cluster (0) are one each.
 */
export function scoreProductsSql(design: Joined, cluster: string): string {
  const { covariates } = design;
  const scores = KINDS.map((kind) => partsOf(kind, design).scores);
  const wanted = new Set(scores.flat());
  const flat = KINDS.flatMap((kind) => figuresOf(kind, design)).filter(({ name }) => wanted.has(name));
  const surplus = testFigures(covariates)[0]?.sql ?? "";
  const told = `fit, toUInt64(${cluster}) AS cluster, ${row(flat.map(({ name, sql }) => `${sql} AS ${name}`))}, ${surplus} AS surplus`;
  const rows = (which: string) => `(${tell(design, `${cluster} ${which}`, told)})`;
  const reduced = scores.map(
    (of_kind, at) =>
      `sumForEach([${row(pairs(of_kind.length, (i, j) => `${of_kind[i]} * ${of_kind[j]}`))}]) AS ${KINDS[at]}`,
  );
  return `SELECT fit, ${row(KINDS.map((kind) => `sumForEach(${kind}) AS ${kind}`))}, sum(alone) + sum(beyond * beyond) AS squares
    FROM (
      SELECT fit, cluster, ${row(reduced)}, sum(beyond) AS beyond, sum(alone) AS alone FROM (
        SELECT fit, cluster, ${row(flat.map(({ name }) => `sum(${name}) AS ${name}`))}, sum(surplus) AS beyond, 0. AS alone
        FROM ${rows("!= 0")} GROUP BY fit, cluster
        UNION ALL
        SELECT fit, cluster, ${row(flat.map(({ name }) => name))}, 0. AS beyond, surplus * surplus AS alone FROM ${rows("= 0")})
      GROUP BY GROUPING SETS ((fit), (cluster)))
    GROUP BY fit`;
}
