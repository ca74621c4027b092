import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { whereDecisions } from "@/lib/routing/server";
import type { NeutralityQuery } from "../schema";
import { type ChosenWindow, chosenRows, type TestedRows, type Where } from "./chosen";
import { DAY, STRATUM_HASH } from "./groups";

const COUNTS = `
  countIf(known AND production) AS n_a, countIf(known AND production AND won = 1) AS x_a,
  countIf(known AND NOT production) AS n_b, countIf(known AND NOT production AND won = 1) AS x_b`;

/** Which decisions are asked about. `versionless`: routers whose copy stands in without the name of the version. */
export type ArmsFilter = Where & { versionless: readonly string[] };

const Copies = z.object({
  router: z.string(),
  /** From the first to the last of production's decisions by the version, in microseconds. */
  first: z.coerce.bigint(),
  last: z.coerce.bigint(),
});

const MICROS = "toUnixTimestamp64Micro(occurred_at)";
const VERSION = "policy_version = {policy_version:String}";
const bound = (edges: string): string =>
  `transform(router, {versionless:Array(String)}, {${edges}:Array(Int64)}, toInt64(0))`;

/**
 * The filters of a question about both arms. A copy of the router need not carry the names of production's policy versions:
 * where it never names the one that is asked for, all that it decided while production decided by that version stands
 * beside it.
 */
export async function whereArms(query: NeutralityQuery): Promise<ArmsFilter> {
  const { policy_version, ...others } = query;
  if (policy_version === undefined) return { ...whereDecisions(query), versionless: [] };
  const { sql, params } = whereDecisions(others);
  const copies = await clickhouse().rows({
    sql: `SELECT router, minIf(${MICROS}, production AND ${VERSION}) AS first, maxIf(${MICROS}, production AND ${VERSION}) AS last
      FROM (SELECT *, arm = 'production' AS production FROM decisions WHERE ${sql} AND decided_by = 'router')
      GROUP BY router
      HAVING countIf(production AND ${VERSION}) > 0 AND countIf(NOT production) > 0 AND countIf(NOT production AND ${VERSION}) = 0`,
    params: { ...params, policy_version },
    row: Copies,
  });
  const versionless = copies.map(({ router }) => router);
  const stands = `arm != 'production' AND has({versionless:Array(String)}, router) AND ${MICROS} BETWEEN ${bound("firsts")} AND ${bound("lasts")}`;
  return {
    sql: `${sql} AND (${VERSION} OR (${stands}))`,
    params: {
      ...{ ...params, policy_version, versionless },
      firsts: copies.map(({ first }) => first),
      lasts: copies.map(({ last }) => last),
    },
    versionless,
  };
}

const Group = z.object({
  day: z.number(),
  /** 0: all beyond the largest. */
  stratum: z.number(),
  n_a: z.coerce.number(),
  x_a: z.coerce.number(),
  n_b: z.coerce.number(),
  x_b: z.coerce.number(),
  /** Production's decisions whose chosen model nobody is known to own. */
  lost: z.coerce.number(),
});
export type ArmGroup = z.infer<typeof Group>;

/** Every day and stratum with what both arms decided there, in order. */
export function readArmGroups(window: ChosenWindow): Promise<ArmGroup[]> {
  const { sql, params } = chosenRows(window);
  return clickhouse().rows({
    sql: `SELECT day, stratum, ${COUNTS}, countIf(production AND NOT known) AS lost
      FROM ${sql} GROUP BY day, stratum ORDER BY day, stratum`,
    params,
    row: Group,
  });
}

/** Whether a day and stratum is a table of the experiment: both arms decided. Those beyond the largest are none. */
export const isTable = ({ stratum, n_a, n_b }: ArmGroup): boolean => stratum !== 0 && n_a > 0 && n_b > 0;

const tablesSql = (rows: string): string =>
  `SELECT day, stratum, ${COUNTS} FROM ${rows} GROUP BY day, stratum
    HAVING stratum != 0 AND n_a > 0 AND n_b > 0`;

/**
 * The decisions of both arms in these tables, each with its part of X - Q: with a the arm (1 production) and x the
 * outcome, x_a - Q is the sum over a table's decisions of (a - mean a)(x - mean x). So it can be parted by tenant: where
 * chance gave each decision its arm, the parts of a tenant cancel however alike its choices are; where chance gave whole
 * tenants an arm, they add up.
 */
export function armRows(window: ChosenWindow): TestedRows {
  const { sql, params } = chosenRows(window);
  return {
    sql: `(
      SELECT day, tenant_key, session_key, owner, won, production,
        (production - n_a / (n_a + n_b)) * (won - (x_a + x_b) / (n_a + n_b)) AS residual
      FROM ${sql} AS decided INNER JOIN (${tablesSql(sql)}) AS tables USING (day, stratum)
      WHERE known)`,
    params,
  };
}

const Reach = z.object({
  /** Production's routed decisions, and those on whose day and stratum a blind copy decided too. */
  routed: z.coerce.number(),
  paired: z.coerce.number(),
  /** Sum over these days and strata of n_a n_b / n: how many decisions the comparison is worth. */
  worth: z.number(),
});
export type ExperimentReach = z.infer<typeof Reach>;

/** How far an experiment reaches, whoever was chosen; null where no copy decided. */
export async function readExperimentReach(query: NeutralityQuery): Promise<ExperimentReach | null> {
  const { sql, params } = await whereArms(query);
  const of_routers = `FROM decisions WHERE ${sql} AND decided_by = 'router'`;
  const blind = await clickhouse().rows({
    sql: `SELECT 1 AS one ${of_routers} AND arm != 'production' LIMIT 1`,
    params,
    row: z.object({ one: z.number() }),
  });
  if (blind.length === 0) return null;
  const [row] = await clickhouse().rows({
    sql: `SELECT sum(n_a) AS routed, sumIf(n_a, n_b > 0) AS paired, sum(n_a * n_b / (n_a + n_b)) AS worth FROM (
        SELECT countIf(arm = 'production') AS n_a, countIf(arm != 'production') AS n_b
        ${of_routers} GROUP BY ${DAY}, ${STRATUM_HASH})`,
    params,
    row: Reach,
  });
  return row ?? null;
}
