import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Design } from "../store/fits";
import { expectation, testedRows } from "../store/logit-sql";
import { LACKS } from "../store/prepare-sql";
import { testedDecisions } from "../store/tested";
import type { Band, NearTieSums } from "./near-ties";

const Sums = z.object({
  fit: z.number(),
  n: z.coerce.number(),
  x: z.coerce.number(),
  q: z.number(),
  v: z.number(),
  dq: z.array(z.number()),
});

// Differences of decimal figures are off by some bits: a gap of exactly the band lies within it.
const SLACK = 1e-9;

/** Tested decisions with known quality whose best focal and best other candidate differ by no more than the band. */
export const readNearTies = (
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  bands: readonly Band[],
): Promise<NearTieSums[]> =>
  clickhouse().rows({
    sql: `SELECT fit, count() AS n, sum(won) AS x, sum(one) AS q, sum(spread) AS v, sumForEach(moved) AS dq
      FROM (
        WITH ${expectation(design.covariates)}
        SELECT fit, won, q AS one, v AS spread, g AS moved FROM ${design.table}
        WHERE ${testedRows} AND bitAnd(lacks, ${LACKS.quality | LACKS.refused}) = 0
          AND abs(arrayMax(f_quality) - arrayMax(p_quality)) <= {bands:Array(Float64)}[fit] + ${SLACK})
      GROUP BY fit ORDER BY fit`,
    params: {
      ...testedDecisions(design, coefficients).params,
      bands: bands.map(({ band }) => band),
    },
    row: Sums,
  });
