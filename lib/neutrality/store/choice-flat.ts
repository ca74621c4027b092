import type { Covariate } from "../schema";
import type { Form, Weighing } from "./choice-form";
import { each, pairs } from "./logit-sql";

const sum = (terms: readonly string[]): string => `(${terms.join(" + ")})`;
// Two by two: of more at once the engine compares value by value.
const extreme = (which: "least" | "greatest", values: readonly string[]): string =>
  values.reduce((found, value) => `${which}(${found}, ${value})`);
const named = (name: string, k: number, at: number): string => `${name}${k}_${at}`;

const BITS = 64;

/** Owners' numbers as bits of a few words, which take no looking up for every candidate. */
function ownersSql(width: number, owner_count: number): string {
  const words = each(Math.ceil((owner_count + 1) / BITS), (word) => {
    const bits = each(
      width,
      (at) =>
        `if(own${at} = 0 AND intDiv(owner${at}, ${BITS}) = ${word}, bitShiftLeft(toUInt64(1), modulo(owner${at}, ${BITS})), toUInt64(0))`,
    );
    const all = bits.reduce((found, bit) => `bitOr(${found}, ${bit})`);
    return `arrayMap(bit -> bit + ${word * BITS}, arrayFilter(bit -> bitTest(groupBitOr(${all}), bit), range(${BITS})))`;
  });
  return words.length > 1 ? `arrayConcat(${words.join(", ")})` : (words[0] ?? "[]");
}

/**
 * Every candidate in columns of its own, numbered from 0: figures are figures, and no pass over arrays is made at all.
 * The chosen one comes first. `own` is 1 of focal ones, 0 of partners', 2 where there is none; whose figures are then
 * the chosen one's.
 */
export function flatForm(width: number, owner_count: number): Form {
  const over = (text: (at: number) => string): string[] => each(width, text);

  const distances = (covariates: readonly Covariate[]): string[] =>
    covariates.flatMap((name, k) => over((at) => `${name}${at} - o${k} AS ${named("z", k, at)}`));
  const weights = (covariates: readonly Covariate[], { letter, first, focal }: Weighing, name: string) =>
    over((at) => {
      const utility = covariates.map((_, k) => `${letter}${k + first} * ${named("z", k, at)}`);
      return `exp(${utility.join(" + ")}${focal ? ` + ${focal} * (own${at} = 1)` : ""}) AS ${name}${at}`;
    });
  const total = (weight: string): string => sum(over((at) => `${weight}${at}`));
  const moment = (weight: string, k: number): string =>
    sum(over((at) => `${weight}${at} * ${named("z", k, at)}`));
  const product = (weight: string, i: number, j: number): string =>
    sum(over((at) => `${weight}${at} * ${named("z", i, at)} * ${named("z", j, at)}`));
  const curvature = (letter: string, count: number, weight: string, whole: string): string[] =>
    pairs(
      count,
      (i, j) =>
        `${product(weight, i, j)} / ${whole} - ${letter}m${i} * ${letter}m${j} AS ${letter}c${i}_${j}`,
    );
  const partners = over((at) => `bw${at} * (own${at} = 0) AS bp${at}`);
  const focal = (covariates: readonly Covariate[]): string[] => [
    ...over((at) => `bw${at} * (own${at} = 1) AS fw${at}`),
    `${total("fw")} AS ft`,
    ...covariates.map((_, k) => `${moment("fw", k)} AS f${k}`),
  ];

  return {
    owners: ownersSql(width, owner_count),
    own: (name) => `${name}0`,
    baseline: (covariates) => [
      ...distances(covariates),
      ...weights(covariates, { letter: "b", first: 0 }, "bw"),
      ...partners,
      `${total("bp")} AS bs`,
      ...covariates.map((_, k) => `${moment("bp", k)} / bs AS bm${k}`),
      ...curvature("b", covariates.length, "bp", "bs"),
    ],
    full: (covariates) => [
      ...distances(covariates),
      ...weights(covariates, { letter: "a", first: 1, focal: "a0" }, "ae"),
      ...over((at) => `ae${at} * (own${at} < 2) AS aw${at}`),
      ...over((at) => `aw${at} * (own${at} = 1) AS af${at}`),
      `${total("aw")} AS asum`,
      `${total("af")} / asum AS am`,
      ...covariates.map((_, k) => `${moment("aw", k)} / asum AS am${k}`),
      ...covariates.map((_, k) => `${moment("af", k)} / asum - am * am${k} AS af_${k}`),
      ...curvature("a", covariates.length, "aw", "asum"),
    ],
    focal,
    all: (covariates) => [
      ...distances(covariates),
      ...weights(covariates, { letter: "b", first: 0 }, "be"),
      ...over((at) => `be${at} * (own${at} < 2) AS bw${at}`),
      ...focal(covariates),
      `${total("bw")} AS whole`,
      ...covariates.map((_, k) => `${moment("bw", k)} AS s${k}`),
    ],
    expected: ({ value, column }) =>
      `${sum(over((at) => `bw${at} * ${value.replace("v", `${column}${at}`)}`))} / whole`,
    most: (column) =>
      extreme(
        "greatest",
        over((at) => `${column}${at}`),
      ),
    least: (column) =>
      extreme(
        "least",
        over((at) => `${column}${at}`),
      ),
    partnersEnd: (end, name) => {
      const [which, none] = end === "min" ? (["least", "inf"] as const) : (["greatest", "-inf"] as const);
      return extreme(
        which,
        over((at) => `if(own${at} = 0, ${name}${at}, ${none})`),
      );
    },
    inside: (covariates, within) =>
      sum(
        over(
          (at) =>
            `(own${at} = 1 AND ${covariates.map((name, k) => within(`${name}${at}`, k)).join(" AND ")})`,
        ),
      ),
  };
}
