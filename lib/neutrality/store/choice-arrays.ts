import type { Covariate } from "../schema";
import type { Form, Weighing } from "./choice-form";
import { each, pairs } from "./logit-sql";

const row = (names: readonly string[]): string => names.join(", ");

/** e^utility of every candidate, where `focal` with the candidate's flag `o`. */
const weights = (covariates: readonly Covariate[], { letter, first, focal }: Weighing): string => {
  const sum = covariates.map((_, k) => `${letter}${k + first} * (z${k} - o${k})`);
  return `arrayMap((${row(covariates.map((_, k) => `z${k}`))}, o) -> exp(${sum.join(" + ")}${focal ? ` + ${focal} * o` : ""}), ${row(covariates)}, own)`;
};

/** Weights times each covariate from its centre. */
const moments = (weight: string, covariates: readonly Covariate[]): string[] =>
  covariates.map((name, k) => `arrayMap((w, z) -> w * (z - o${k}), ${weight}, ${name}) AS ${weight}${k}`);

/** The sum of weights times a covariate from its centre. */
const moment = (weight: string, total: string, name: Covariate, k: number): string =>
  `(arrayDotProduct(${weight}, ${name}) - o${k} * ${total})`;

const curvature = (letter: string, covariates: readonly Covariate[], weight: string, total: string) => {
  const mean = `${letter}m`;
  return pairs(
    covariates.length,
    (i, j) =>
      `arrayDotProduct(${weight}${i}, ${covariates[j]}) / ${total} - ${mean}${i} * (o${j} + ${mean}${j}) AS ${letter}c${i}_${j}`,
  );
};

/** Candidates in arrays, with as few passes over them as there can be. */
export const ARRAYS: Form = {
  owners: "groupUniqArrayArray(owners)",
  // The chosen candidate's own is the best place, and the same whatever else stands in the table; one place for all
  // decisions is one figure less to be carried to each candidate. e0, e1, …: the chosen one's covariates from there.
  origins: (covariates, centred) => [
    ...covariates.map(
      (name, k) => `${centred ? `{centres:Array(Float64)}[${k + 1}]` : `c_${name}`} AS o${k}`,
    ),
    ...covariates.map((name, k) => `c_${name} - o${k} AS e${k}`),
  ],
  fromOrigin: (k) => `e${k}`,
  utility: (kind, count) =>
    kind === "baseline"
      ? each(count, (k) => `b${k} * e${k}`).join(" + ")
      : `${each(count, (k) => `a${k + 1} * e${k}`).join(" + ")} + won * a0`,
  baseline: (covariates) => [
    `${weights(covariates, { letter: "b", first: 0 })} AS bw`,
    "arrayMap((w, o) -> if(o = 1, 0., w), bw, own) AS bp",
    "arraySum(bp) AS bs",
    ...moments("bp", covariates),
    ...covariates.map((_, k) => `arraySum(bp${k}) / bs AS bm${k}`),
    ...curvature("b", covariates, "bp", "bs"),
  ],
  full: (covariates) => [
    `${weights(covariates, { letter: "a", first: 1, focal: "a0" })} AS aw`,
    "arraySum(aw) AS asum",
    "arrayMap((w, o) -> w * o, aw, own) AS af",
    "arraySum(af) AS focal_sum",
    "focal_sum / asum AS am",
    ...moments("aw", covariates),
    ...covariates.map((_, k) => `arraySum(aw${k}) / asum AS am${k}`),
    ...covariates.map((name, k) => `${moment("af", "focal_sum", name, k)} / asum - am * am${k} AS af_${k}`),
    ...curvature("a", covariates, "aw", "asum"),
  ],
  focal: (covariates) => [
    "arrayMap((w, o) -> w * o, bw, own) AS fw",
    "arraySum(fw) AS ft",
    ...covariates.map((name, k) => `${moment("fw", "ft", name, k)} AS f${k}`),
  ],
  all: (covariates) => [
    `${weights(covariates, { letter: "b", first: 0 })} AS weighed`,
    "arrayMap((w, o) -> w * o, weighed, own) AS fw",
    "arraySum(fw) AS ft",
    "arraySum(weighed) AS whole",
    ...covariates.map((name, k) => `${moment("fw", "ft", name, k)} AS f${k}`),
    ...covariates.map((name, k) => `${moment("weighed", "whole", name, k)} AS s${k}`),
  ],
  surplus: ({ value, column }) =>
    `${value.replace("v", `c_${column}`)} - arrayDotProduct(weighed, arrayMap(v -> ${value}, ${column})) / whole`,
  most: (column) => `arrayMax(${column})`,
  spread: (column) => `arrayMax(${column}) - arrayMin(${column})`,
  partnersEnd: (end, name) =>
    `array${end === "min" ? "Min" : "Max"}(arrayMap((v, o) -> if(o = 1, ${end === "min" ? "inf" : "-inf"}, v), ${name}, own))`,
  inside: (covariates, within) =>
    `arrayCount((${row(covariates.map((_, k) => `z${k}`))}, o) -> o = 1 AND ${covariates
      .map((_, k) => within(`z${k}`, k))
      .join(" AND ")}, ${row(covariates)}, own)`,
};
