import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Covariate, Neutrality } from "../schema";
import type { Cell } from "../stats/table";
import { type Care, readCellRows } from "./cell-rows";
import { ARRAYS } from "./choice-arrays";
import type { Form } from "./choice-form";
import { bindCentres, bindCoefficients, type Design } from "./fits";
import { formOf } from "./forms";
import { settingsFor } from "./joint-sql";
import { testedRows } from "./logit-sql";
import { LACKS } from "./prepare-sql";

type Coefficients = ReadonlyMap<number, readonly number[]>;

const binds = (design: Design, baseline: Coefficients, { quick = false }: Care) => ({
  mask: design.mask,
  fits: [...baseline.keys()],
  ...bindCoefficients(design, design.covariates.length, baseline),
  ...(quick ? bindCentres(design) : {}),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The calibration table: day × stratum × fit × bin of q, with V and the gradient of each day, stratum and fit. */
export async function readCells(design: Design, baseline: Coefficients, care: Care = {}): Promise<Cell[]> {
  const rows = await readCellRows(design, binds(design, baseline, care), care);
  return rows.map(({ cell }) => cell);
}

// Costs beyond 10^100 USD are no costs, and their squares no numbers.
const MOST_LOG_COST = 230;

/** What customers got is told in: `value` of what stands in `column`. */
export const HARM = {
  cost_usd: {
    value: "exp(v)",
    column: "log_cost",
    lacking: LACKS.cost,
  },
  quality: {
    value: "v",
    column: "quality",
    lacking: LACKS.quality | LACKS.refused,
  },
} as const;
export type HarmName = keyof typeof HARM;

const known = (name: HarmName, { most }: Form): string =>
  `bitAnd(lacks, ${HARM[name].lacking}) = 0${name === "cost_usd" ? ` AND ${most("log_cost")} <= ${MOST_LOG_COST}` : ""}`;
/** Whether a decision carries the figure on every candidate. */
export const harmKnown = (name: HarmName): string => known(name, ARRAYS);

/** The figure of every candidate, of the chosen one, and what the baseline would have given on average. */
export const harmFigures = (name: HarmName): string =>
  `arrayMap(v -> ${HARM[name].value}, ${HARM[name].column})`;
export const harmChosen = (name: HarmName): string => HARM[name].value.replace("v", `c_${HARM[name].column}`);
export const harmExpected = (name: HarmName): string =>
  `arrayDotProduct(weighed, ${harmFigures(name)}) / whole`;

const insideSql = ({ inside }: Form, covariates: readonly Covariate[]): string =>
  inside(
    covariates,
    (value, k) => `${value} BETWEEN {lows:Array(Float64)}[${k + 1}] AND {highs:Array(Float64)}[${k + 1}]`,
  );

const Harm = z.object({
  cost_n: z.coerce.number(),
  cost: z.number(),
  quality_n: z.coerce.number(),
  quality: z.number(),
});
const Support = z.object({ focal: z.coerce.number(), inside: z.coerce.number() });
const Beside = Harm.extend(Support.shape);

/** Least and greatest of partners' candidates by covariate; null without any. */
export type Ranges = { lows: readonly number[]; highs: readonly number[] } | null;

/** Where partners' candidates lie among the tested decisions of these fits. */
export async function readRanges(design: Design, fits: Iterable<number>): Promise<Ranges> {
  const { covariates, table, mask } = design;
  const ends = (end: "min" | "max") =>
    covariates.map((name) => `${end}(${formOf(design).partnersEnd(end, name)})`);
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
    lows: row.lows.map((value) => (value === null ? -Infinity : value - roundingOf(value))),
    highs: row.highs.map((value) => (value === null ? Infinity : value + roundingOf(value))),
  };
}

/** Figures that are put together again from differences may miss what they were by as little: an end is still an end. */
const roundingOf = (value: number): number => 1e-12 * (1 + Math.abs(value));

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
  const form = formOf(care.quick ? design : {});
  const harm = (name: HarmName) => `if(${known(name, form)}, ${form.surplus(HARM[name])}, 0.)`;
  const params = {
    ...binds(design, baseline, care),
    lows: [...(ranges?.lows ?? design.covariates.map(() => 0))],
    highs: [...(ranges?.highs ?? design.covariates.map(() => 0))],
  };
  const rows = await readCellRows(design, params, care, {
    cost_n: known("cost_usd", form),
    cost: harm("cost_usd"),
    quality_n: known("quality", form),
    quality: harm("quality"),
    focal: "focals",
    inside: insideSql(form, design.covariates),
  });
  const beside = rows.map(({ extra }) => Beside.parse(extra));
  const total = (name: keyof z.infer<typeof Beside>) => sum(beside.map((row) => row[name]));
  const [focal, cost_n, quality_n] = [total("focal"), total("cost_n"), total("quality_n")];
  return {
    cells: rows.map(({ cell }) => cell),
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
    sql: `SELECT sum(focals) AS focal, sum(${insideSql(formOf(design), design.covariates)}) AS inside FROM ${design.table} WHERE ${testedRows}`,
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
