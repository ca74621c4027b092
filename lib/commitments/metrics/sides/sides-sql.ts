import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import type { SidesDay } from "./schema";

/**
 * What is compared, as a subquery: `day` (its number in the range), `router`, `policy_version`, `kind` String ('' where there is but one), `cell` UInt64, `side` UInt8 (1 or 0), `units` and their
 * `total` Float64, and `tenant_key` and `session_key` UInt64 (0: none).
 */
export type SidesRows = {
  sql: string;
  params: Record<string, Param>;
  /** Where a decision has several rows: the column that tells decisions apart, each of which is one by itself without a tenant. */
  decision?: string;
};

const GROUP = "day, router, policy_version, kind";

const cells = (rows: string): string => `(
    SELECT ${GROUP}, cell, sumIf(units, side = 1) AS n1, sumIf(total, side = 1) AS s1,
      sumIf(units, side = 0) AS n0, sumIf(total, side = 0) AS s0, count() AS lines
    FROM ${rows} GROUP BY ${GROUP}, cell)`;

const scores = ({ sql: rows, decision }: SidesRows): string => {
  const [a, b] = ["off * (total - units * level)", "units * off * off"];
  const figures =
    decision === undefined
      ? `${a} AS score_a, ${b} AS score_b`
      : `sum(${a}) AS score_a, sum(${b}) AS score_b`;
  return `(
    WITH side - share AS off
    SELECT ${GROUP}, tenant_key, session_key, ${figures}
    FROM ${rows} AS decided INNER JOIN (
      SELECT ${GROUP}, cell, n1 / (n1 + n0) AS share, (s1 + s0) / (n1 + n0) AS level
      FROM ${cells(rows)} WHERE n1 > 0 AND n0 > 0) AS means USING (${GROUP}, cell)
    ${decision === undefined ? "" : `GROUP BY ${GROUP}, tenant_key, session_key, ${decision}`})`;
};

const Sums = z
  .object({
    day: z.number(),
    router: z.string(),
    policy_version: z.string(),
    kind: z.string(),
    units_1: z.number(),
    total_1: z.number(),
    units_0: z.number(),
    total_0: z.number(),
    weight: z.number(),
    weighed: z.number(),
    cells: z.coerce.number(),
    rows: z.coerce.number(),
  })
  .transform(({ units_1: n1, total_1: s1, units_0: n0, total_0: s0, ...row }) => ({
    ...row,
    n1,
    s1,
    n0,
    s0,
  }));
const Products = {
  count: z.coerce.number(),
  aa: z.number(),
  ab: z.number(),
  bb: z.number(),
};
const Tenants = z.object({
  day: z.number(),
  router: z.string(),
  policy_version: z.string(),
  kind: z.string(),
  keys: z.array(z.string()),
  a: z.array(z.number()),
  b: z.array(z.number()),
  ...Products,
});
const Sessions = Tenants.omit({ keys: true, a: true, b: true }).extend({ named: z.coerce.number() });

const NONE = { count: 0, aa: 0, ab: 0, bb: 0 };

/** Each day's two sides, compared within cells of that day, with what their error follows from. */
export async function readSides(asked: SidesRows): Promise<Map<number, SidesDay>> {
  const { sql: rows, params } = asked;
  const both = "n1 > 0 AND n0 > 0";
  const sums = await clickhouse().rows({
    sql: `SELECT ${GROUP}, sum(n1) AS units_1, sum(s1) AS total_1, sum(n0) AS units_0, sum(s0) AS total_0,
        sumIf(n1 * n0 / (n1 + n0), ${both}) AS weight, sumIf(n1 * n0 / (n1 + n0) * (s1 / n1 - s0 / n0), ${both}) AS weighed,
        countIf(${both}) AS cells, sumIf(lines, ${both}) AS rows
      FROM ${cells(rows)} GROUP BY ${GROUP} ORDER BY ${GROUP}`,
    params,
    row: Sums,
  });
  const by = (key: "tenant_key" | "session_key") => `(
      SELECT ${GROUP}, ${key} AS key, sum(score_a) AS part_a, sum(score_b) AS part_b,
        sum(score_a * score_a) AS own_aa, sum(score_a * score_b) AS own_ab, sum(score_b * score_b) AS own_bb, count() AS lines
      FROM ${scores(asked)} GROUP BY ${GROUP}, key ORDER BY ${GROUP}, key)`;
  const tenants = await clickhouse().rows({
    sql: `SELECT ${GROUP}, groupArrayIf(toString(key), key != 0) AS keys, groupArrayIf(part_a, key != 0) AS a,
        groupArrayIf(part_b, key != 0) AS b, sumIf(lines, key = 0) AS count,
        sumIf(own_aa, key = 0) AS aa, sumIf(own_ab, key = 0) AS ab, sumIf(own_bb, key = 0) AS bb
      FROM ${by("tenant_key")} GROUP BY ${GROUP}`,
    params,
    row: Tenants,
  });
  const sessions = await clickhouse().rows({
    sql: `SELECT ${GROUP}, countIf(key != 0) AS named, sum(if(key = 0, lines, 1)) AS count, sum(if(key = 0, own_aa, part_a * part_a)) AS aa,
        sum(if(key = 0, own_ab, part_a * part_b)) AS ab, sum(if(key = 0, own_bb, part_b * part_b)) AS bb
      FROM ${by("session_key")} GROUP BY ${GROUP}`,
    params,
    row: Sessions,
  });
  const nameOf = ({ day, router, policy_version, kind }: Named) =>
    JSON.stringify([day, router, policy_version, kind]);
  const [own, cut] = [
    new Map(tenants.map((row) => [nameOf(row), row])),
    new Map(sessions.map((row) => [nameOf(row), row])),
  ];
  const days = new Map<number, SidesDay>();
  for (const sum of sums) {
    const { day, kind, ...figures } = sum;
    const { keys, a, b, ...alone } = own.get(nameOf(sum)) ?? { ...NONE, keys: [], a: [], b: [] };
    const sessions = cut.get(nameOf(sum)) ?? { ...NONE, named: 0 };
    const group = {
      ...(kind === "" ? figures : { ...figures, kind }),
      ...{ tenants: { keys, a, b }, alone: productsOf(alone) },
      sessions: { ...productsOf(sessions), named: sessions.named },
    };
    days.set(day, { groups: [...(days.get(day)?.groups ?? []), group] });
  }
  return days;
}

type Named = { day: number; router: string; policy_version: string; kind: string };

const productsOf = ({ count, aa, ab, bb }: typeof NONE) => ({ count, aa, ab, bb });
