import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { CLUSTER, type Clusters, type Design } from "../store/fits";
import { expectation, testedRows } from "../store/logit-sql";
import { testedDecisions } from "../store/tested";
import { type HarmName, harmChosen, harmExpected, harmFigures, harmKnown } from "../store/tested-scan";
import type { HarmSums } from "./harm";

export type { HarmName };

type Coefficients = ReadonlyMap<number, readonly number[]>;

const Sums = z.object({
  fit: z.number(),
  n: z.coerce.number(),
  actual: z.number(),
  expected: z.number(),
  variance: z.number(),
  gradient: z.array(z.number()),
});

/**
 * What customers got and what the baseline would have given, by fit, with the variance that a neutral router has there and
 * how the expected moves with b.
 */
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
      ${harmFigures(name)} AS figures, ${harmChosen(name)} AS got, ${harmExpected(name)} AS mean,
      ${covariates.map((_, k) => `arrayMap((v, z) -> v * z, weighed, d${k}) AS wz${k}`).join(", ")}
    SELECT ${columns} FROM ${table} WHERE ${testedRows} AND ${harmKnown(name)})`;
  const moved = covariates.map(
    (_, k) => `(arrayDotProduct(wz${k}, figures) - mean * arraySum(wz${k})) / whole`,
  );
  const squared = "arrayDotProduct(weighed, arrayMap(v -> v * v, figures)) / whole";
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
