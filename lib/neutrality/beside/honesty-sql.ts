import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { CLUSTER, type Clusters, type Design } from "../store/fits";
import { LACKS } from "../store/prepare-sql";
import { readComparisons } from "./compare-sql";
import { type HonestyData, type ScoreSums, slopeOf } from "./honesty";
import { CELL_SQL, OUTCOME_BINS } from "./outcomes";
import { OUTCOME_SQL } from "./outcomes-sql";
import type { OutcomeKind } from "./schema";

const MOST_PARTNERS = 20;

const Sums = z.object({
  stratum: z.number(),
  won: z.number(),
  winner: z.number(),
  n: z.coerce.number(),
  with_outcome: z.coerce.number(),
  y: z.number(),
  p: z.number(),
  yy: z.number(),
  pp: z.number(),
  yp: z.number(),
});

/** Routed decisions with an admissible predicted quality of the chosen model, tested or not. */
const PREDICTED = `structure = 0 AND bitAnd(lacks, ${LACKS.quality | LACKS.refused}) = 0`;

const readSums = (outcome: OutcomeKind | null, { table }: Design): Promise<ScoreSums[]> =>
  clickhouse().rows({
    sql: `SELECT stratum, won, winner, count() AS n, countIf(told) AS with_outcome,
        sumIf(brought, told) AS y, sumIf(c_quality, told) AS p, sumIf(brought * brought, told) AS yy,
        sumIf(c_quality * c_quality, told) AS pp, sumIf(brought * c_quality, told) AS yp
      FROM (SELECT *, ${outcome ? OUTCOME_SQL[outcome] : "nan"} AS brought, NOT isNaN(brought) AS told FROM ${table} WHERE ${PREDICTED})
      GROUP BY stratum, won, winner ORDER BY stratum, won, winner`,
    row: Sums,
  });

/**
 * Outcomes of chosen models within router, task and bin of predicted quality: comparison 0 holds the focus against all
 * others, then one for each partner against the other partners. Needs the prepared table's detail.
 */
export async function readHonesty(
  outcome: OutcomeKind | null,
  design: Design,
  clusters: Clusters,
): Promise<HonestyData> {
  const sums = await readSums(outcome, design);
  const partners = largestPartners(sums);
  const slope = slopeOf(sums);
  if (outcome === null || slope === null) return { sums, partners, slope, comparisons: new Map() };
  // Figures of one bin differ too: outcomes are carried to its middle along the slope.
  const middle = `(least(${OUTCOME_BINS - 1}, floor(${OUTCOME_BINS} * c_quality)) + 0.5) / ${OUTCOME_BINS}`;
  const sql = `(
    SELECT comparison, ${CELL_SQL("c_quality")} AS cell,
      if(comparison = 0, won, toUInt8(winner = {partners:Array(UInt32)}[comparison])) AS side,
      1. AS units, brought - {slope:Float64} * (c_quality - ${middle}) AS total, c_quality AS extra,
      ${CLUSTER[clusters.by]} AS cluster
    FROM (SELECT *, ${OUTCOME_SQL[outcome]} AS brought FROM ${design.table} WHERE ${PREDICTED})
    ARRAY JOIN if(won = 1, [toUInt16(0)], arrayMap(k -> toUInt16(k), range(length({partners:Array(UInt32)}) + 1))) AS comparison
    WHERE NOT isNaN(brought))`;
  const comparisons = await readComparisons({ sql, params: { partners, slope: slope.estimate } });
  return { sums, partners, slope, comparisons };
}

function largestPartners(sums: readonly ScoreSums[]): number[] {
  const sizes = new Map<number, number>();
  for (const { won, winner, with_outcome } of sums)
    if (won === 0 && winner !== 0) sizes.set(winner, (sizes.get(winner) ?? 0) + with_outcome);
  return [...sizes]
    .filter(([, size]) => size > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_PARTNERS)
    .map(([winner]) => winner);
}
