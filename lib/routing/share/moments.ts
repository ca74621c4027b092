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

export type MomentsInput = {
  query: ShareQuery;
  group: keyof typeof GROUP;
  decided_by: "router" | "pinned";
  /** Names and what they mean: 4 × group + class. */
  names: readonly string[];
  codes: readonly number[];
};

const Part = z.object({
  name: z.string(),
  x: z.number(),
  xx: z.number(),
  xn: z.number(),
  clusters: z.number(),
});
const Own = Part.extend({ n: z.number(), nn: z.number() });

const NAMED = "transform(chosen_model, {names:Array(String)}, {codes:Array(UInt32)}, toUInt32(0)) AS code";

// A decision without customer and session is a cluster of its own: those need no grouping, they are cluster 0.
const CLUSTER =
  "multiIf(tenant != '', sipHash64(tenant), session_id != '', sipHash64(session_id), 0) AS cluster";

function clustered(input: MomentsInput, sums: string) {
  const { sql, params } = whereDecisions(input.query);
  const { decided_by, names, codes } = input;
  return {
    sql: `WITH ${NAMED}, ${WEIGHT[input.query.measure]} AS weight
      SELECT ${CLUSTER}, ${GROUP[input.group]} AS name, count() AS size, ${sums}
      FROM decisions
      WHERE ${sql} AND arm = {arm:String} AND decided_by = {decided_by:String} AND code % 4 IN (${OTHERS}, ${OWN})
      GROUP BY cluster, name`,
    params: { ...params, arm: input.query.arm, decided_by, names, codes },
  };
}

/** Each group's part of all: moments between customers (else sessions, else decisions), in the measure asked. */
export async function readMoments(input: MomentsInput): Promise<Map<string, ClusterMoments>> {
  const { sql, params } = clustered(input, "sum(weight) AS part, sum(weight * weight) AS squares");
  const rows = await clickhouse().rows({
    sql: `
      SELECT name, sum(part) AS x, sum(if(cluster = 0, squares, part * part)) AS xx, sum(if(cluster = 0, squares, part * whole)) AS xn,
        sum(if(cluster = 0, toFloat64(size), 1 / parts)) AS clusters
      FROM (
        SELECT cluster, name, part, squares, size, sum(part) OVER (PARTITION BY cluster) AS whole, count() OVER (PARTITION BY cluster) AS parts
        FROM (${sql}))
      GROUP BY name`,
    params,
    row: Part,
  });
  // Within a cluster the groups' x sum to its n, so the sums of n, n² and clusters are sums over the groups.
  const sum = (pick: (row: z.infer<typeof Part>) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  const whole = {
    n: sum(({ x }) => x),
    nn: sum(({ xn }) => xn),
    clusters: Math.round(sum((row) => row.clusters)),
  };
  return new Map(rows.map(({ name, x, xx, xn }) => [name, { x, xx, xn, ...whole }]));
}

/** The part of our own models within each group, of the routed decisions. */
export async function readOwnMoments(input: MomentsInput): Promise<Map<string, ClusterMoments>> {
  const { sql, params } = clustered(
    input,
    `sumIf(weight, code % 4 = ${OWN}) AS own, sumIf(weight * weight, code % 4 = ${OWN}) AS own_squares,
      sum(weight) AS whole, sum(weight * weight) AS squares`,
  );
  const rows = await clickhouse().rows({
    sql: `
      SELECT name, sum(own) AS x, sum(if(cluster = 0, own_squares, own * own)) AS xx, sum(if(cluster = 0, own_squares, own * whole)) AS xn,
        sum(whole) AS n, sum(if(cluster = 0, squares, whole * whole)) AS nn, sum(if(cluster = 0, toFloat64(size), 1)) AS clusters
      FROM (${sql})
      GROUP BY name`,
    params,
    row: Own,
  });
  return new Map(rows.map(({ name, ...moments }) => [name, moments]));
}
