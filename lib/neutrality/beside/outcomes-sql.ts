import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { CLUSTER, type Clusters, type Design } from "../store/fits";
import { testedDecisions } from "../store/tested";
import { type Compared, readComparisons } from "./compare-sql";
import { CELL_SQL, type OutcomeCounts } from "./outcomes";
import type { OutcomeKind } from "./schema";

// Squares of what lies beyond would leave the range of numbers, and one such line the answer without any.
const MOST_SCORE = "1e100";

/** An outcome as a number, NaN where the log has none. What a customer cancelled neither succeeded nor failed. */
export const OUTCOME_SQL: Record<OutcomeKind, string> = {
  accepted: "if(outcome_accepted >= 0, toFloat64(outcome_accepted), nan)",
  score: `if(abs(outcome_score) <= ${MOST_SCORE}, outcome_score, nan)`,
  success: "multiIf(outcome_status = 'success', 1., outcome_status = 'failure', 0., nan)",
};

/** How many routed decisions between candidates carry each kind of outcome. Needs the prepared table's detail. */
export async function countOutcomes({ table }: Design): Promise<OutcomeCounts> {
  const carried = (kind: OutcomeKind) => `countIf(NOT isNaN(${OUTCOME_SQL[kind]})) AS ${kind}`;
  const [row] = await clickhouse().rows({
    sql: `SELECT count() AS decisions, ${carried("accepted")}, ${carried("score")}, ${carried("success")}
      FROM ${table} WHERE structure = 0`,
    row: z.object({
      decisions: z.coerce.number(),
      accepted: z.coerce.number(),
      score: z.coerce.number(),
      success: z.coerce.number(),
    }),
  });
  return row ?? { decisions: 0, accepted: 0, score: 0, success: 0 };
}

/** Outcomes of the tested decisions, focal choices against others, within router, task and bin of q. */
export async function compareOutcomes(
  outcome: OutcomeKind,
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  clusters: Clusters,
): Promise<Compared | undefined> {
  const tested = testedDecisions(design, coefficients);
  const predicted = design.covariates.includes("quality") ? "c_quality" : "0.";
  const sql = `(
    SELECT toUInt16(0) AS comparison, ${CELL_SQL("q")} AS cell, won AS side, 1. AS units, brought AS total, ${predicted} AS extra,
      ${CLUSTER[clusters.by]} AS cluster
    FROM (SELECT *, ${OUTCOME_SQL[outcome]} AS brought FROM ${tested.sql}) WHERE NOT isNaN(brought))`;
  return (await readComparisons({ sql, params: tested.params })).get(0);
}
