import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { NoiseCounts, PatternCell } from "../rules/constant-noise";
import { CLUSTER, type Clusters, type Design } from "./fits";
import { testedRows } from "./logit-sql";

const NoiseRow = z.object({
  fit: z.number(),
  deviations: z.coerce.number(),
  alternatives: z.coerce.number(),
});

/**
 * Of each fit, on decisions that a partner won and in which some partner was among the best: how many went to another
 * partner, and how many other partners they could have gone to. Decisions without focal candidates count too.
 */
export async function readNoise(design: Design): Promise<Map<number, NoiseCounts>> {
  const rows = await clickhouse().rows({
    sql: `SELECT fit, countIf(c_gap > 0) AS deviations, sum(partners - p_best) AS alternatives
      FROM ${design.table}
      WHERE structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0 AND fit > 0 AND won = 0 AND partners >= 2 AND p_best > 0
      GROUP BY fit`,
    params: { mask: design.mask },
    row: NoiseRow,
  });
  return new Map(rows.map(({ fit, ...counts }) => [fit, counts]));
}

const counts = z.array(z.coerce.number());
const PatternRow = z
  .object({
    day: z.number(),
    stratum: z.number(),
    fit: z.number(),
    candidates: counts,
    focals: counts,
    neutral: counts,
    neutral_focals: counts,
    ns: counts,
    xs: counts,
  })
  .transform(
    ({ day, stratum, fit, ...columns }): PatternCell => ({
      day,
      stratum,
      fit,
      patterns: columns.candidates.map((candidates, at) => ({
        candidates,
        focals: columns.focals[at] ?? 0,
        neutral: columns.neutral[at] ?? 0,
        neutral_focals: columns.neutral_focals[at] ?? 0,
        n: columns.ns[at] ?? 0,
        x: columns.xs[at] ?? 0,
      })),
    }),
  );

/** Tested decisions of these fits by day, stratum, fit and pattern of the neutral set. */
export const readPatterns = (design: Design, fits: readonly number[]): Promise<PatternCell[]> =>
  clickhouse().rows({
    sql: `SELECT day, stratum, fit, groupArray(k) AS candidates, groupArray(k_f) AS focals, groupArray(t) AS neutral,
        groupArray(t_f) AS neutral_focals, groupArray(n) AS ns, groupArray(x) AS xs
      FROM (
        SELECT day, stratum, fit, toUInt16(partners) + focals AS k, focals AS k_f, toUInt16(p_best) + f_best AS t,
          f_best AS t_f, toUInt32(count()) AS n, toUInt32(sum(won)) AS x
        FROM ${design.table} WHERE ${testedRows}
        GROUP BY day, stratum, fit, k, k_f, t, t_f)
      GROUP BY day, stratum, fit ORDER BY day, stratum, fit`,
    params: { mask: design.mask, fits: [...fits] },
    row: PatternRow,
  });

const Tested = z.object({
  day: z.number(),
  decisions: z.coerce.number(),
  toward: z.coerce.number(),
  away: z.coerce.number(),
  ties: z.coerce.number(),
  ties_won: z.coerce.number(),
});

/**
 * Of the tested decisions: those that went to a focal model outside of the neutral set (`toward`), those that went to
 * a partner outside of it while a focal model was in it (`away`), and those in whose neutral set both sides stand.
 */
export type RuleDeviations = Omit<z.infer<typeof Tested>, "day">;
export type DayDeviations = z.infer<typeof Tested>;

/** Deviations of these fits by day, in order of the days. */
export const readRuleDeviations = (design: Design, fits: readonly number[]): Promise<DayDeviations[]> =>
  clickhouse().rows({
    sql: `SELECT day, count() AS decisions, countIf(won = 1 AND c_gap > 0) AS toward,
        countIf(won = 0 AND c_gap > 0 AND f_best > 0) AS away,
        countIf(p_best > 0 AND f_best > 0 AND c_gap = 0) AS ties,
        countIf(p_best > 0 AND f_best > 0 AND c_gap = 0 AND won = 1) AS ties_won
      FROM ${design.table} WHERE ${testedRows} GROUP BY day ORDER BY day`,
    params: { mask: design.mask, fits: [...fits] },
    row: Tested,
  });

/** Sums over days. */
export const sumDeviations = (days: readonly RuleDeviations[]): RuleDeviations =>
  days.reduce(
    (sum, day) => ({
      decisions: sum.decisions + day.decisions,
      toward: sum.toward + day.toward,
      away: sum.away + day.away,
      ties: sum.ties + day.ties,
      ties_won: sum.ties_won + day.ties_won,
    }),
    { decisions: 0, toward: 0, away: 0, ties: 0, ties_won: 0 },
  );

const Squares = z.object({ toward: z.number(), away: z.number(), ties: z.number() });

/**
 * What dependence between decisions costs where a rule is obeyed almost without noise (1: nothing): the variance of the
 * clusters' sums over that of as many independent decisions, the largest of deviations either way and of equals. Sums
 * are taken from their means: what all clusters share is no dependence, and here it would be all that there is.
 */
export async function readDispersion(
  design: Design,
  fits: readonly number[],
  clusters: Clusters,
  { decisions, toward, away, ties, ties_won }: RuleDeviations,
): Promise<number> {
  if (decisions === 0) return 1;
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  const shares = {
    toward: share(toward, decisions),
    away: share(away, decisions),
    ties: share(ties_won, ties),
  };
  const rows = `
    SELECT ${CLUSTER[clusters.by]} AS cluster,
      (won = 1 AND c_gap > 0) - {toward:Float64} AS r_toward,
      (won = 0 AND c_gap > 0 AND f_best > 0) - {away:Float64} AS r_away,
      if(p_best > 0 AND f_best > 0 AND c_gap = 0, won - {ties:Float64}, 0.) AS r_ties
    FROM ${design.table} WHERE ${testedRows}`;
  const [row] = await clickhouse().rows({
    sql: `SELECT sum(a * a) AS toward, sum(b * b) AS away, sum(c * c) AS ties FROM (
        SELECT r_toward AS a, r_away AS b, r_ties AS c FROM (${rows}) WHERE cluster = 0
        UNION ALL
        SELECT sum(r_toward) AS a, sum(r_away) AS b, sum(r_ties) AS c FROM (${rows}) WHERE cluster != 0 GROUP BY cluster)`,
    params: { mask: design.mask, fits: [...fits], ...shares },
    row: Squares,
  });
  const over = (squares: number, p: number, n: number) => (p > 0 && p < 1 ? squares / (n * p * (1 - p)) : 1);
  return Math.max(
    1,
    over(row?.toward ?? 0, shares.toward, decisions),
    over(row?.away ?? 0, shares.away, decisions),
    over(row?.ties ?? 0, shares.ties, ties),
  );
}
