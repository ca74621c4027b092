import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Neutrality } from "../schema";
import { CLUSTER, type Clusters, type Design } from "../store/fits";
import { quickExpectation, settingsFor } from "../store/joint-sql";
import { expectation, testedRows } from "../store/logit-sql";
import { LACKS } from "../store/prepared";
import { testedDecisions } from "../store/tested";
import type { HarmSums } from "./harm";

type Coefficients = ReadonlyMap<number, readonly number[]>;

const TOLD = {
  cost_usd: { bits: LACKS.cost, value: "exp(v)", column: "log_cost" },
  quality: { bits: LACKS.quality | LACKS.refused, value: "v", column: "quality" },
} as const;
export type HarmName = keyof typeof TOLD;

const values = (name: HarmName, side: "p" | "f"): string =>
  `arrayMap(v -> ${TOLD[name].value}, ${side}_${TOLD[name].column})`;
const chosen = (name: HarmName): string => TOLD[name].value.replace("v", `c_${TOLD[name].column}`);
/** What the baseline would have given on average, from weights of both sides. */
const expected = (name: HarmName): string =>
  `(arrayDotProduct(pw, ${values(name, "p")}) + arrayDotProduct(fw, ${values(name, "f")})) / whole`;

// Costs beyond 10^100 USD are no costs, and their squares no numbers.
const MOST_LOG_COST = 230;
const CREDIBLE: Record<HarmName, string> = {
  cost_usd: ` AND greatest(arrayMax(p_log_cost), arrayMax(f_log_cost)) <= ${MOST_LOG_COST}`,
  quality: "",
};
const known = (name: HarmName): string => `bitAnd(lacks, ${TOLD[name].bits}) = 0${CREDIBLE[name]}`;

/**
 * What customers got less what the baseline would have given: cost as a sum in USD, quality as a mean, over the tested
 * decisions that carry the figure on every candidate; null without any. `quick`: as for the calibration table.
 */
export async function readHarm(
  design: Design,
  coefficients: Coefficients,
  { quick = false }: { quick?: boolean } = {},
): Promise<Neutrality["harm"]> {
  const clauses = quick ? quickExpectation(design.covariates) : expectation(design.covariates);
  const part = (name: HarmName) =>
    `countIf(${known(name)}) AS ${name}_n, sumIf(${chosen(name)} - ${expected(name)}, ${known(name)}) AS ${name}_sum`;
  const [row] = await clickhouse().rows({
    sql: `WITH ${clauses} SELECT ${part("cost_usd")}, ${part("quality")}
      FROM ${design.table} WHERE ${testedRows} ${settingsFor(design)}`,
    params: testedDecisions(design, coefficients).params,
    row: z.object({
      cost_usd_n: z.coerce.number(),
      cost_usd_sum: z.number(),
      quality_n: z.coerce.number(),
      quality_sum: z.number(),
    }),
  });
  return {
    cost_usd: row && row.cost_usd_n > 0 ? row.cost_usd_sum : null,
    quality: row && row.quality_n > 0 ? row.quality_sum / row.quality_n : null,
  };
}

const Sums = z.object({
  fit: z.number(),
  n: z.coerce.number(),
  actual: z.number(),
  expected: z.number(),
  variance: z.number(),
  gradient: z.array(z.number()),
});

/** The same by fit, with the variance that a neutral router has there and how the expected moves with b. */
export async function readHarmSums(
  name: HarmName,
  design: Design,
  coefficients: Coefficients,
  clusters: Clusters,
): Promise<HarmSums> {
  const { covariates, table } = design;
  const { params } = testedDecisions(design, coefficients);
  const rows = (columns: string) => `(
    WITH ${expectation(covariates)},
      ${values(name, "p")} AS pv, ${values(name, "f")} AS fv, ${chosen(name)} AS got, ${expected(name)} AS mean,
      ${covariates.map((_, k) => `arrayMap((w, z) -> w * z, pw, p${k}) AS pz${k}, arrayMap((w, z) -> w * z, fw, f${k}) AS fz${k}`).join(", ")}
    SELECT ${columns} FROM ${table} WHERE ${testedRows} AND ${known(name)})`;
  const moved = covariates.map(
    (_, k) =>
      `(arrayDotProduct(pz${k}, pv) + arrayDotProduct(fz${k}, fv) - mean * (arraySum(pz${k}) + arraySum(fz${k}))) / whole`,
  );
  const squared =
    "(arrayDotProduct(pw, arrayMap(v -> v * v, pv)) + arrayDotProduct(fw, arrayMap(v -> v * v, fv))) / whole";
  const variance = `greatest(0., ${squared} - mean * mean)`;
  const residuals = rows(`${CLUSTER[clusters.by]} AS cluster, got - mean AS residual`);
  const [fits, squares] = await Promise.all([
    clickhouse().rows({
      sql: `SELECT fit, count() AS n, sum(got) AS actual, sum(mean) AS expected, sum(variance) AS variance, sumForEach(moved) AS gradient
        FROM ${rows(`fit, got, mean, ${variance} AS variance, [${moved.join(", ")}] AS moved`)} GROUP BY fit ORDER BY fit`,
      params,
      row: Sums,
    }),
    clickhouse().rows({
      sql: `SELECT sum(part * part) AS squares FROM (
          SELECT residual AS part FROM ${residuals} WHERE cluster = 0
          UNION ALL
          SELECT sum(residual) AS part FROM ${residuals} WHERE cluster != 0 GROUP BY cluster)`,
      params,
      row: z.object({ squares: z.number() }),
    }),
  ]);
  return { fits, squares: squares[0]?.squares ?? 0 };
}
