import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Covariate, Neutrality } from "../schema";
import { BINS, type Cell, gridBin } from "../stats/table";
import { bindCentres, bindCoefficients, type Design } from "./fits";
import { quickExpectation, settingsFor } from "./joint-sql";
import { expectation, testedRows } from "./logit-sql";
import { LACKS } from "./prepared";

type Coefficients = ReadonlyMap<number, readonly number[]>;

/** `quick` where no candidates lie so far apart that weights overflow. */
type Care = { quick?: boolean };

const binds = (design: Design, baseline: Coefficients, { quick = false }: Care) => ({
  mask: design.mask,
  fits: [...baseline.keys()],
  ...bindCoefficients(design, design.covariates.length, baseline),
  ...(quick ? bindCentres(design) : {}),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const numbers = z.array(z.number());
const CellRow = z.object({
  day: z.number(),
  stratum: z.number(),
  fit: z.number(),
  bins: numbers,
  ns: numbers,
  qs: numbers,
  xs: numbers,
  v: z.number(),
  dq: numbers,
});

const cellOf = ({ day, stratum, fit, bins, ns, qs, xs, v, dq }: z.infer<typeof CellRow>): Cell => ({
  day,
  stratum,
  fit,
  v,
  dq,
  bins: bins.map((index, at) => gridBin(index, ns[at] ?? 0, qs[at] ?? 0, xs[at] ?? 0)),
  n: sum(ns),
  q: sum(qs),
  x: sum(xs),
});

/** Further sums over the rows of each day, stratum and fit, by name. */
type Extra = Readonly<Record<string, string>>;

// First by bin, then by day, stratum and fit: only there are bins put into lists.
function cellsSql(design: Design, { quick = false }: Care, extra: Extra = {}): string {
  const { covariates, table } = design;
  const moved = covariates.map((_, k) => `g${k}`);
  const clauses = quick
    ? quickExpectation(design)
    : `${expectation(covariates)}, ${covariates.map((_, k) => `g[${k + 1}] AS g${k}`).join(", ")}`;
  const names = Object.keys(extra);
  return `SELECT day, stratum, fit, groupArray(bin) AS bins, groupArray(n) AS ns,
      groupArray(sum_q) AS qs, groupArray(sum_x) AS xs, sum(sum_v) AS v, [${moved.map((name) => `sum(sum_${name})`).join(", ")}] AS dq
      ${names.map((name) => `, sum(sum_${name}) AS ${name}`).join("")}
    FROM (
      WITH ${clauses}
      SELECT day, stratum, fit, toUInt16(least(${BINS - 1}, floor(${BINS} * q))) AS bin,
        toUInt32(count()) AS n, sum(q) AS sum_q, toUInt32(sum(won)) AS sum_x, sum(v) AS sum_v,
        ${moved.map((name) => `sum(${name}) AS sum_${name}`).join(", ")}
        ${names.map((name) => `, sum(${extra[name]}) AS sum_${name}`).join("")}
      FROM ${table} WHERE ${testedRows}
      GROUP BY day, stratum, fit, bin)
    GROUP BY day, stratum, fit
    ORDER BY day, stratum, fit
    ${quick ? settingsFor(design) : ""}`;
}

/** The calibration table: day × stratum × fit × bin of q, with V and the gradient of each day, stratum and fit. */
export async function readCells(design: Design, baseline: Coefficients, care: Care = {}): Promise<Cell[]> {
  const rows = await clickhouse().rows({
    sql: cellsSql(design, care),
    params: binds(design, baseline, care),
    row: CellRow,
  });
  return rows.map(cellOf);
}

// Costs beyond 10^100 USD are no costs, and their squares no numbers.
const MOST_LOG_COST = 230;

/** What customers got is told in: `value` of what stands in `column`. */
export const HARM = {
  cost_usd: {
    value: "exp(v)",
    column: "log_cost",
    known: `bitAnd(lacks, ${LACKS.cost}) = 0 AND arrayMax(log_cost) <= ${MOST_LOG_COST}`,
  },
  quality: {
    value: "v",
    column: "quality",
    known: `bitAnd(lacks, ${LACKS.quality | LACKS.refused}) = 0`,
  },
} as const;
export type HarmName = keyof typeof HARM;

/** The figure of every candidate, of the chosen one, and what the baseline would have given on average. */
export const harmFigures = (name: HarmName): string =>
  `arrayMap(v -> ${HARM[name].value}, ${HARM[name].column})`;
export const harmChosen = (name: HarmName): string => HARM[name].value.replace("v", `c_${HARM[name].column}`);
export const harmExpected = (name: HarmName): string =>
  `arrayDotProduct(weighed, ${harmFigures(name)}) / whole`;

const low = (k: number): string => `{lows:Array(Float64)}[${k + 1}]`;
const high = (k: number): string => `{highs:Array(Float64)}[${k + 1}]`;
const insideSql = (covariates: readonly Covariate[]): string =>
  `arrayCount((${covariates.map((_, k) => `z${k}`).join(", ")}, o) -> o = 1 AND ${covariates
    .map((_, k) => `z${k} BETWEEN ${low(k)} AND ${high(k)}`)
    .join(" AND ")}, ${covariates.join(", ")}, own)`;

const Harm = z.object({
  cost_n: z.coerce.number(),
  cost: z.number(),
  quality_n: z.coerce.number(),
  quality: z.number(),
});
const Support = z.object({ focal: z.coerce.number(), inside: z.coerce.number() });
const TestedRow = CellRow.extend({ ...Harm.shape, ...Support.shape });

/** Least and greatest of partners' candidates by covariate; null without any. */
export type Ranges = { lows: readonly number[]; highs: readonly number[] } | null;

/** Where partners' candidates lie among the tested decisions of these fits. */
export async function readRanges(design: Design, fits: Iterable<number>): Promise<Ranges> {
  const { covariates, table, mask } = design;
  const ends = (end: "min" | "max") =>
    covariates.map(
      (name) =>
        `${end}(array${end === "min" ? "Min" : "Max"}(arrayMap((v, o) -> if(o = 1, ${end === "min" ? "inf" : "-inf"}, v), ${name}, own)))`,
    );
  const [row] = await clickhouse().rows({
    sql: `SELECT count() AS n, [${ends("min").join(", ")}] AS lows, [${ends("max").join(", ")}] AS highs
      FROM ${table} WHERE ${testedRows} ${settingsFor(design)}`,
    params: { mask, fits: [...fits] },
    row: z.object({
      n: z.coerce.number(),
      lows: z.array(z.number().nullable()),
      highs: z.array(z.number().nullable()),
    }),
  });
  if (!row || row.n === 0) return null;
  return {
    lows: row.lows.map((value) => value ?? -Infinity),
    highs: row.highs.map((value) => value ?? Infinity),
  };
}

export type TestedSums = {
  cells: Cell[];
  /** Share of focal candidates with every covariate between the partners' least and greatest; null without any. */
  support: number | null;
  /**
   * What customers got less what the baseline would have given: cost as a sum in USD, quality as a mean, over the tested
   * decisions that carry the figure on every candidate; null without any.
   */
  harm: Neutrality["harm"];
};

/** What a verdict takes from the tested decisions, in one scan. */
export async function readTested(
  design: Design,
  baseline: Coefficients,
  ranges: Ranges,
  care: Care = {},
): Promise<TestedSums> {
  const harm = (name: HarmName) => `if(${HARM[name].known}, ${harmChosen(name)} - ${harmExpected(name)}, 0.)`;
  const rows = await clickhouse().rows({
    sql: cellsSql(design, care, {
      cost_n: HARM.cost_usd.known,
      cost: harm("cost_usd"),
      quality_n: HARM.quality.known,
      quality: harm("quality"),
      focal: "focals",
      inside: insideSql(design.covariates),
    }),
    params: {
      ...binds(design, baseline, care),
      lows: [...(ranges?.lows ?? design.covariates.map(() => 0))],
      highs: [...(ranges?.highs ?? design.covariates.map(() => 0))],
    },
    row: TestedRow,
  });
  const total = (name: keyof z.infer<typeof Harm> | keyof z.infer<typeof Support>) =>
    sum(rows.map((row) => row[name]));
  const [focal, cost_n, quality_n] = [total("focal"), total("cost_n"), total("quality_n")];
  return {
    cells: rows.map(cellOf),
    support: focal > 0 ? total("inside") / focal : null,
    harm: {
      cost_usd: cost_n > 0 ? total("cost") : null,
      quality: quality_n > 0 ? total("quality") / quality_n : null,
    },
  };
}

/** Share of focal candidates with every covariate between the partners' least and greatest; null without any. */
export async function readSupport(design: Design, baseline: Coefficients): Promise<number | null> {
  const ranges = await readRanges(design, baseline.keys());
  if (!ranges) return null;
  const [row] = await clickhouse().rows({
    sql: `SELECT sum(focals) AS focal, sum(${insideSql(design.covariates)}) AS inside FROM ${design.table} WHERE ${testedRows}`,
    params: {
      mask: design.mask,
      fits: [...baseline.keys()],
      lows: [...ranges.lows],
      highs: [...ranges.highs],
    },
    row: Support,
  });
  return row && row.focal > 0 ? row.inside / row.focal : null;
}
