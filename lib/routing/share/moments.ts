import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { OTHERS, OWN } from "../store/known-names";
import { whereDecisions } from "../store/range";
import type { ClusterMoments } from "./interval";
import type { Measure, ShareQuery } from "./schema";

const WEIGHT: Record<Measure, string> = {
  decisions: "toFloat64(1)",
  tokens: "toFloat64(ifNull(input_tokens, 0) + ifNull(output_tokens, 0))",
  cost: "ifNull(cost_usd, 0)",
};

const GROUP = {
  coded: "toString(intDiv(code, 4))",
  first_party: `if(code % 4 = ${OWN}, 'own', 'others')`,
  router: "router",
  task: "task",
  policy_version: "policy_version",
  region: "region",
} as const;

const Row = z.object({
  name: z.string(),
  x: z.number(),
  xx: z.number(),
  xn: z.number(),
  clusters: z.number(),
});

export type MomentsInput = {
  query: ShareQuery;
  group: keyof typeof GROUP;
  decided_by: "router" | "pinned";
  /** Names and what they mean: 4 × group + class. */
  names: readonly string[];
  codes: readonly number[];
};

// A decision without customer and session is a cluster of its own: those need no grouping, they are cluster 0.
const momentsSql = (input: MomentsInput, where: string): string => `
  SELECT name, sum(part) AS x, sum(if(cluster = 0, squares, part * part)) AS xx, sum(if(cluster = 0, squares, part * whole)) AS xn,
    sum(if(cluster = 0, toFloat64(n), 1 / parts)) AS clusters
  FROM (
    SELECT cluster, name, part, squares, n, sum(part) OVER (PARTITION BY cluster) AS whole, count() OVER (PARTITION BY cluster) AS parts
    FROM (
      WITH transform(chosen_model, {names:Array(String)}, {codes:Array(UInt32)}, toUInt32(0)) AS code,
        ${WEIGHT[input.query.measure]} AS weight
      SELECT multiIf(tenant != '', sipHash64(tenant), session_id != '', sipHash64(session_id), 0) AS cluster,
        ${GROUP[input.group]} AS name, sum(weight) AS part, sum(weight * weight) AS squares, count() AS n
      FROM decisions
      WHERE ${where} AND arm = {arm:String} AND decided_by = {decided_by:String} AND code % 4 IN (${OTHERS}, ${OWN})
      GROUP BY cluster, name))
  GROUP BY name`;

/** Moments of each group, between customers (else sessions, else decisions); sums of the measure asked. */
export async function readMoments(input: MomentsInput): Promise<Map<string, ClusterMoments>> {
  const { query, decided_by, names, codes } = input;
  const { sql, params } = whereDecisions(query);
  const rows = await clickhouse().rows({
    sql: momentsSql(input, sql),
    params: { ...params, arm: query.arm, decided_by, names, codes },
    row: Row,
  });
  // Within a cluster the groups' x sum to its n, so the sums of n, n² and clusters are sums over the groups.
  const sum = (pick: (row: z.infer<typeof Row>) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  const whole = {
    n: sum(({ x }) => x),
    nn: sum(({ xn }) => xn),
    clusters: Math.round(sum((row) => row.clusters)),
  };
  return new Map(rows.map(({ name, x, xx, xn }) => [name, { x, xx, xn, ...whole }]));
}
