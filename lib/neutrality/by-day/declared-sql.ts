import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { NoiseCounts } from "../rules/constant-noise";
import type { Design } from "../store/fits";
import { testedRows } from "../store/logit-sql";
import type { RuleDeviations } from "../store/rule-patterns";
import { ENOUGH_TENANTS } from "./clusters-sql";
import { keptDeviations } from "./declared-phi";
import type { DeviationClusters, DeviationSums, KeptDeviations } from "./declared-schema";

const count = z.coerce.number();
const CountRow = z.object({
  day: z.number(),
  fit: z.number(),
  deviations: count,
  alternatives: count,
  decisions: count,
  toward: count,
  away: count,
  ties: count,
  ties_won: count,
});

/** What the rule makes of a day's decisions of one fit, whatever judges them. */
export type RuleCounts = { day: number; fit: number } & NoiseCounts & RuleDeviations;

const TOWARD = "won = 1 AND c_gap > 0";
const AWAY = "won = 0 AND c_gap > 0 AND f_best > 0";
const TIE = "p_best > 0 AND f_best > 0 AND c_gap = 0";

/** As `readNoise` and `readRuleDeviations` have them, by day and fit. */
export const readRuleCounts = (design: Design): Promise<RuleCounts[]> =>
  clickhouse().rows({
    sql: `SELECT day, fit, countIf(learnt AND c_gap > 0) AS deviations, sumIf(partners - p_best, learnt) AS alternatives,
        countIf(tested) AS decisions, countIf(tested AND ${TOWARD}) AS toward, countIf(tested AND ${AWAY}) AS away,
        countIf(tested AND ${TIE}) AS ties, countIf(tested AND ${TIE} AND won = 1) AS ties_won
      FROM (
        SELECT *, won = 0 AND partners >= 2 AND p_best > 0 AS learnt, partners > 0 AND focals > 0 AS tested
        FROM ${design.table} WHERE structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0 AND fit > 0)
      GROUP BY day, fit ORDER BY day, fit`,
    params: { mask: design.mask },
    row: CountRow,
  });

// Under names of their own: an alias takes the place of a column.
const SUMS = {
  of_all: "count()",
  of_toward: `countIf(${TOWARD})`,
  of_away: `countIf(${AWAY})`,
  of_ties: `countIf(${TIE})`,
  of_won: `countIf(${TIE} AND won = 1)`,
};
const each = (text: (name: string) => string): string => Object.keys(SUMS).map(text).join(", ");

const five = z
  .array(count)
  .length(5)
  .transform((values) => values as DeviationSums);
const lists = z
  .array(z.array(count))
  .length(5)
  .transform((values) => values as unknown as KeptDeviations["sums"]);
const ClusterRow = z.object({
  day: z.number(),
  keys: z.array(z.string()),
  sums: lists,
  alone: five,
  whole: five,
});
type ClusterRow = z.infer<typeof ClusterRow>;

const deviationsBy = (
  design: Design,
  fits: readonly number[],
  key: "tenant" | "session",
): Promise<ClusterRow[]> =>
  clickhouse().rows({
    sql: `SELECT day, groupArrayIf(toString(cluster), cluster != 0) AS keys,
        [${each((name) => `groupArrayIf(${name}, cluster != 0)`)}] AS sums,
        [${each((name) => `sumIf(${name}, cluster = 0)`)}] AS alone, [${each((name) => `sum(${name})`)}] AS whole
      FROM (
        SELECT day, ${key} AS cluster, ${Object.entries(SUMS)
          .map(([name, sql]) => `${sql} AS ${name}`)
          .join(", ")}
        FROM ${design.table} WHERE ${testedRows} GROUP BY day, cluster ORDER BY day, cluster)
      GROUP BY day ORDER BY day`,
    params: { mask: design.mask, fits: [...fits] },
    row: ClusterRow,
  });

/** Deviations of the tested decisions of these fits, by day and cluster: as `readClusters` has residuals. */
export async function readDeviationClusters(
  design: Design,
  fits: readonly number[],
): Promise<Map<number, DeviationClusters>> {
  if (fits.length === 0) return new Map();
  const tenants = await deviationsBy(design, fits, "tenant");
  const few = tenants.some(({ keys }) => keys.length < ENOUGH_TENANTS);
  const sessions = new Map(
    (few ? await deviationsBy(design, fits, "session") : []).map((row) => [row.day, row]),
  );
  return new Map(
    tenants.map(({ day, whole, keys, sums, alone }) => {
      const by_session = keys.length < ENOUGH_TENANTS ? sessions.get(day) : undefined;
      const kept = by_session ? keptDeviations(by_session) : null;
      return [day, { tenants: { keys, sums, alone }, sessions: kept, sum: whole }];
    }),
  );
}
