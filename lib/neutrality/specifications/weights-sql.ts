import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { BINS, type Cell, gridBin } from "../stats/table";
import { bindCoefficients, CLUSTER, type Clusters, type Design } from "../store/fits";
import { expectation, testedRows } from "../store/logit-sql";

/** What a decision may count as beside one request. Both are known before the choice: what was chosen has no say in them. */
export type OtherWeight = "tokens" | "spend";

// The tokens or the cost of the answer would count a choice of the dearer or the more talkative side twice.
const SPEND =
  "(arraySum(arrayMap(v -> exp(v), p_log_cost)) + arraySum(arrayMap(v -> exp(v), f_log_cost))) / (partners + focals)";
const WEIGHT: Record<OtherWeight, string> = {
  tokens: "toFloat64(asked_tokens)",
  // What lies beyond is no spend, and its squares or what it is divided by are no numbers.
  spend: `if(${SPEND} BETWEEN 1e-100 AND 1e100, ${SPEND}, 0.)`,
};

const ENOUGH = 0.9;

const Carried = z.object({ n: z.coerce.number(), tokens: z.coerce.number(), spend: z.coerce.number() });

/** Weights that at least 90 % of the tested decisions carry. */
export async function carriedWeights(design: Design): Promise<OtherWeight[]> {
  const [row] = await clickhouse().rows({
    sql: `SELECT count() AS n, countIf(${WEIGHT.tokens} > 0) AS tokens, countIf(${WEIGHT.spend} > 0) AS spend
      FROM ${design.table} WHERE ${testedRows}`,
    params: { mask: design.mask, fits: Array.from({ length: design.fit_count }, (_, index) => index + 1) },
    row: Carried,
  });
  if (!row || row.n === 0) return [];
  return (["tokens", "spend"] as const).filter((name) => row[name] >= ENOUGH * row.n);
}

const numbers = z.array(z.number());
// Of each weight: what it is in each bin, or what it sums to.
const CellRow = z.object({
  day: z.number(),
  stratum: z.number(),
  fit: z.number(),
  bins: numbers,
  ns: z.array(numbers),
  qs: z.array(numbers),
  xs: z.array(numbers),
  decisions: numbers,
  v: numbers,
  dq: numbers,
});
type CellRow = z.infer<typeof CellRow>;

export type WeightedTable = {
  decisions: number;
  /** Sums of weights, where the mean decision weighs 1: they are read as counts are. */
  cells: Cell[];
  /** Sum over clusters of (sum of weighted x - q) squared. */
  residual_squares: number;
};

/** The calibration table with each tested decision at its weight, by each of the weights; those without any are not in it. */
export async function readWeightedTables(
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  clusters: Clusters,
  weights: readonly OtherWeight[],
): Promise<WeightedTable[]> {
  if (weights.length === 0) return [];
  const params = {
    mask: design.mask,
    fits: [...coefficients.keys()],
    ...bindCoefficients(design, design.covariates.length, coefficients),
  };
  const rows = (columns: string) => `(
    WITH ${expectation(design.covariates)}, [${weights.map((name) => WEIGHT[name]).join(", ")}] AS ws
    SELECT ${columns} FROM ${design.table} WHERE ${testedRows})`;
  const residuals = rows(
    `${CLUSTER[clusters.by]} AS cluster, arrayMap(weight -> weight * (won - q), ws) AS residual`,
  );
  const weighed = (value: string) => `sumForEach(arrayMap(weight -> weight * ${value}, ws))`;
  const [table, squares] = await Promise.all([
    clickhouse().rows({
      sql: `SELECT day, stratum, fit, groupArray(bin) AS bins, groupArray(sum_w) AS ns, groupArray(sum_q) AS qs,
          groupArray(sum_x) AS xs, sumForEach(n) AS decisions, sumForEach(sum_v) AS v, sumForEach(sum_dq) AS dq
        FROM (
          SELECT day, stratum, fit, toUInt16(least(${BINS - 1}, floor(${BINS} * q))) AS bin,
            sumForEach(ws) AS sum_w, ${weighed("q")} AS sum_q, ${weighed("won")} AS sum_x, ${weighed("v")} AS sum_v,
            sumForEach(arrayFlatten(arrayMap(weight -> arrayMap(part -> weight * part, g), ws))) AS sum_dq,
            sumForEach(arrayMap(weight -> toFloat64(weight > 0), ws)) AS n
          FROM ${rows("day, stratum, fit, won, q, v, g, ws")}
          GROUP BY day, stratum, fit, bin)
        GROUP BY day, stratum, fit ORDER BY day, stratum, fit`,
      params,
      row: CellRow,
    }),
    clickhouse().rows({
      sql: `SELECT sumForEach(arrayMap(part -> part * part, parts)) AS squares FROM (
          SELECT residual AS parts FROM ${residuals} WHERE cluster = 0
          UNION ALL
          SELECT sumForEach(residual) AS parts FROM ${residuals} WHERE cluster != 0 GROUP BY cluster)`,
      params,
      row: z.object({ squares: numbers }),
    }),
  ]);
  return weights.map((_, at) => tableOf(table, at, squares[0]?.squares[at] ?? 0));
}

/** One weight's table, in units of its mean. */
function tableOf(rows: readonly CellRow[], at: number, squares: number): WeightedTable {
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  const of = (values: readonly number[][], bin: number) => values[bin]?.[at] ?? 0;
  const decisions = sum(rows.map((row) => row.decisions[at] ?? 0));
  const total = sum(rows.flatMap(({ ns }) => ns.map((weights) => weights[at] ?? 0)));
  const unit = total > 0 ? 1 / (total / decisions) : 0;
  const cells = rows.map(({ day, stratum, fit, bins, ns, qs, xs, v, dq }): Cell => {
    const size = dq.length / v.length;
    const weighed = bins
      .map((index, bin) => gridBin(index, of(ns, bin) * unit, of(qs, bin) * unit, of(xs, bin) * unit))
      .filter(({ n }) => n > 0);
    return {
      day,
      stratum,
      fit,
      bins: weighed,
      n: sum(weighed.map(({ n }) => n)),
      q: sum(weighed.map(({ sum_q }) => sum_q)),
      x: sum(weighed.map(({ sum_x }) => sum_x)),
      v: (v[at] ?? 0) * unit,
      dq: dq.slice(at * size, (at + 1) * size).map((part) => part * unit),
    };
  });
  return { decisions, cells, residual_squares: squares * unit * unit };
}
