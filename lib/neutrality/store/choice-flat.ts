import type { Covariate } from "../schema";
import type { Form, Weighing } from "./choice-form";
import { each, pairs } from "./logit-sql";

const sum = (terms: readonly string[]): string => `(${terms.join(" + ")})`;
// Two by two: of more at once the engine compares value by value.
const extreme = (which: "least" | "greatest", values: readonly string[]): string =>
  values.reduce((found, value) => `${which}(${found}, ${value})`);

const BITS = 64;

/** Owners' numbers as bits of a few words, which take no looking up for every candidate. */
function ownersSql(others: readonly number[], owner_count: number): string {
  const words = each(Math.ceil((owner_count + 1) / BITS), (word) => {
    // Of few owners all are in one word.
    const [inside, place] =
      owner_count < BITS
        ? ["", (owner: string) => owner]
        : [` AND intDiv(OWNER, ${BITS}) = ${word}`, (owner: string) => `modulo(${owner}, ${BITS})`];
    const bit = (partner: string, owner: string) =>
      `if(${partner}${inside.replace("OWNER", owner)}, bitShiftLeft(toUInt64(1), ${place(owner)}), toUInt64(0))`;
    const bits = [bit("won = 0", "winner"), ...others.map((at) => bit(`own${at} = 0`, `owner${at}`))];
    const all = bits.reduce((found, one) => `bitOr(${found}, ${one})`);
    return `arrayMap(bit -> bit + ${word * BITS}, arrayFilter(bit -> bitTest(groupBitOr(${all}), bit), range(${BITS})))`;
  });
  return words.length > 1 ? `arrayConcat(${words.join(", ")})` : (words[0] ?? "[]");
}

/**
 * Every candidate but the chosen one in columns of its own, numbered from 1, its covariates less the chosen one's: figures
 * are figures, no pass over arrays is made at all, and the chosen one has weight 1 and nothing else. `own` is 1 of focal
 * ones, 0 of partners', 2 where there is none; whose figures are then 0.
 */
export function flatForm(width: number, owner_count: number): Form {
  const others = each(width - 1, (index) => index + 1);
  const over = (text: (at: number) => string): string[] => others.map(text);

  const weights = (covariates: readonly Covariate[], { letter, first, focal }: Weighing, name: string) =>
    over((at) => {
      const utility = covariates.map((z, k) => `${letter}${k + first} * ${z}${at}`);
      return `exp(${utility.join(" + ")}${focal ? ` + ${focal} * ((own${at} = 1) - won)` : ""}) AS ${name}${at}`;
    });
  const moment = (weight: string, name: Covariate): string =>
    sum(over((at) => `${weight}${at} * ${name}${at}`));
  const moments = (letter: string, weight: string, covariates: readonly Covariate[]): string[] =>
    covariates.flatMap((name, k) => over((at) => `${weight}${at} * ${name}${at} AS ${letter}t${k}_${at}`));
  const mean = (letter: string, k: number, whole: string): string =>
    `${sum(over((at) => `${letter}t${k}_${at}`))} / ${whole} AS ${letter}m${k}`;
  const curvature = (letter: string, covariates: readonly Covariate[], whole: string): string[] =>
    pairs(
      covariates.length,
      (i, j) =>
        `${sum(over((at) => `${letter}t${i}_${at} * ${covariates[j]}${at}`))} / ${whole} - ${letter}m${i} * ${letter}m${j} AS ${letter}c${i}_${j}`,
    );
  const focal = (covariates: readonly Covariate[]): string[] => [
    ...over((at) => `bw${at} * (own${at} = 1) AS fw${at}`),
    `${sum(["won", ...over((at) => `fw${at}`)])} AS ft`,
    ...covariates.map((name, k) => `${moment("fw", name)} AS f${k}`),
  ];

  return {
    owners: ownersSql(others, owner_count),
    origins: () => [],
    fromOrigin: () => null,
    utility: () => null,
    baseline: (covariates) => [
      ...weights(covariates, { letter: "b", first: 0 }, "bw"),
      ...over((at) => `bw${at} * (own${at} = 0) AS bp${at}`),
      `${sum(["(won = 0)", ...over((at) => `bp${at}`)])} AS bs`,
      ...moments("b", "bp", covariates),
      ...covariates.map((_, k) => mean("b", k, "bs")),
      ...curvature("b", covariates, "bs"),
    ],
    full: (covariates) => [
      ...weights(covariates, { letter: "a", first: 1, focal: "a0" }, "ae"),
      ...over((at) => `ae${at} * (own${at} < 2) AS aw${at}`),
      ...over((at) => `aw${at} * (own${at} = 1) AS af${at}`),
      `${sum(["1", ...over((at) => `aw${at}`)])} AS asum`,
      `${sum(["won", ...over((at) => `af${at}`)])} / asum AS am`,
      ...moments("a", "aw", covariates),
      ...covariates.map((_, k) => mean("a", k, "asum")),
      ...covariates.map((name, k) => `${moment("af", name)} / asum - am * am${k} AS af_${k}`),
      ...curvature("a", covariates, "asum"),
    ],
    focal,
    all: (covariates) => [
      ...weights(covariates, { letter: "b", first: 0 }, "be"),
      ...over((at) => `be${at} * (own${at} < 2) AS bw${at}`),
      ...focal(covariates),
      `${sum(["1", ...over((at) => `bw${at}`)])} AS whole`,
      ...covariates.map((name, k) => `${moment("bw", name)} AS s${k}`),
    ],
    surplus: ({ value, column }) => {
      const own = `c_${column}`;
      // What is e^v is told as so many times the chosen one's: of differences the digits stay.
      return value === "v"
        ? `0 - ${sum(over((at) => `bw${at} * ${column}${at}`))} / whole`
        : `${value.replace("v", own)} * ${sum(over((at) => `bw${at} * (1 - ${value.replace("v", `${column}${at}`)})`))} / whole`;
    },
    most: (column) => `c_${column} + ${extreme("greatest", ["0.", ...over((at) => `${column}${at}`)])}`,
    spread: (column) =>
      `${extreme("greatest", ["0.", ...over((at) => `${column}${at}`)])} - ${extreme("least", ["0.", ...over((at) => `${column}${at}`)])}`,
    partnersEnd: (end, name) => {
      const [which, none] = end === "min" ? (["least", "inf"] as const) : (["greatest", "-inf"] as const);
      const ends = [`if(won = 0, 0., ${none})`, ...over((at) => `if(own${at} = 0, ${name}${at}, ${none})`)];
      return `c_${name} + ${extreme(which, ends)}`;
    },
    inside: (covariates, within) =>
      sum([
        `(won = 1 AND ${covariates.map((name, k) => within(`c_${name}`, k)).join(" AND ")})`,
        ...over(
          (at) =>
            `(own${at} = 1 AND ${covariates.map((name, k) => within(`(c_${name} + ${name}${at})`, k)).join(" AND ")})`,
        ),
      ]),
  };
}
