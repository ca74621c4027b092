import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { BINS, type Cell, gridBin } from "../stats/table";
import { bindCoefficients, CLUSTER, type Clusters, type Design, sumOfSquares } from "./fits";
import { quickExpectation, settingsFor } from "./joint-sql";
import { expectation, testedRows } from "./logit-sql";

const MIN_CLUSTERS = 30;

const numbers = z.array(z.number());
const CellRow = z
  .object({
    day: z.number(),
    stratum: z.number(),
    fit: z.number(),
    bins: numbers,
    ns: numbers,
    qs: numbers,
    xs: numbers,
    v: z.number(),
    dq: numbers,
  })
  .transform(({ bins, ns, qs, xs, ...row }): Cell => {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    return {
      ...row,
      bins: bins.map((index, at) => gridBin(index, ns[at] ?? 0, qs[at] ?? 0, xs[at] ?? 0)),
      n: sum(ns),
      q: sum(qs),
      x: sum(xs),
    };
  });

type Coefficients = ReadonlyMap<number, readonly number[]>;

const binds = (design: Design, baseline: Coefficients) => ({
  mask: design.mask,
  fits: [...baseline.keys()],
  ...bindCoefficients(design, design.covariates.length, baseline),
});

/**
 * The calibration table: day × stratum × fit × bin of q, with V and the gradient of each day, stratum and fit. `quick`
 * where no candidates lie so far apart that weights overflow.
 */
export function readCells(
  design: Design,
  baseline: Coefficients,
  { quick = false }: { quick?: boolean } = {},
): Promise<Cell[]> {
  const { covariates, table } = design;
  const moved = covariates.map((_, k) => `g${k}`);
  const clauses = quick
    ? quickExpectation(covariates)
    : `${expectation(covariates)}, ${covariates.map((_, k) => `g[${k + 1}] AS g${k}`).join(", ")}`;
  return clickhouse().rows({
    sql: `SELECT day, stratum, fit, groupArray(bin) AS bins, groupArray(n) AS ns,
        groupArray(sum_q) AS qs, groupArray(sum_x) AS xs, sum(sum_v) AS v, [${moved.map((name) => `sum(sum_${name})`).join(", ")}] AS dq
      FROM (
        WITH ${clauses}
        SELECT day, stratum, fit, toUInt16(least(${BINS - 1}, floor(${BINS} * q))) AS bin,
          toUInt32(count()) AS n, sum(q) AS sum_q, toUInt32(sum(won)) AS sum_x, sum(v) AS sum_v,
          ${moved.map((name) => `sum(${name}) AS sum_${name}`).join(", ")}
        FROM ${table} WHERE ${testedRows}
        GROUP BY day, stratum, fit, bin)
      GROUP BY day, stratum, fit
      ORDER BY day, stratum, fit
      ${quick ? settingsFor(design) : ""}`,
    params: binds(design, baseline),
    row: CellRow,
  });
}

/** Sum over clusters of (sum of x - q) squared: the numerator of phi. */
export const residualSquares = (
  design: Design,
  baseline: Coefficients,
  clusters: Clusters,
): Promise<number> =>
  sumOfSquares(
    `WITH ${expectation(design.covariates)}
    SELECT ${CLUSTER[clusters.by]} AS cluster, won - q AS residual FROM ${design.table} WHERE ${testedRows}`,
    binds(design, baseline),
  );

const Surroundings = z.object({
  tenants: z.coerce.number(),
  sessions: z.coerce.number(),
  days: z.coerce.number(),
  owners: z.array(z.number()),
  sources: z.array(z.number()),
});
export type Surroundings = z.infer<typeof Surroundings>;

/** Who and what stands behind the decisions that can be tested: clusters, owners outside the focus, sources that logged candidates. */
export async function readSurroundings(design: Design): Promise<Surroundings> {
  const [row] = await clickhouse().rows({
    sql: `SELECT uniqExactIf(tenant, tenant != 0) AS tenants, uniqExactIf(session, session != 0) AS sessions,
        uniqExact(day) AS days, groupUniqArrayArray(owners) AS owners, groupUniqArrayIf(source, pooled = 0) AS sources
      FROM ${design.table} WHERE ${testedRows}`,
    params: { mask: design.mask, fits: Array.from({ length: design.fit_count }, (_, index) => index + 1) },
    row: Surroundings,
  });
  return row ?? { tenants: 0, sessions: 0, days: 0, owners: [], sources: [] };
}

/** Tenants when there are thirty, else sessions when there are thirty, else days. */
export function chooseClusters({ tenants, sessions, days }: Surroundings): Clusters {
  if (tenants >= MIN_CLUSTERS) return { by: "tenant", count: tenants };
  return sessions >= MIN_CLUSTERS ? { by: "session", count: sessions } : { by: "day", count: days };
}

/** Share of focal candidates with every covariate between the partners' least and greatest; null without any. */
export async function readSupport(design: Design, baseline: Coefficients): Promise<number | null> {
  const { covariates, table, mask } = design;
  const params = { mask, fits: [...baseline.keys()] };
  const names = covariates.map((_, k) => `z${k}`);
  const inside = covariates.map((name, k) => `z${k} BETWEEN low_${name} AND high_${name}`);
  const [row] = await clickhouse().rows({
    sql: `WITH (SELECT tuple(${covariates.map((name) => `min(arrayMin(p_${name})), max(arrayMax(p_${name}))`).join(", ")})
        FROM ${table} WHERE ${testedRows}) AS ranges,
        ${covariates.map((name, k) => `ranges.${2 * k + 1} AS low_${name}, ranges.${2 * k + 2} AS high_${name}`).join(", ")}
      SELECT sum(focals) AS focal,
        sum(arrayCount((${names.join(", ")}) -> ${inside.join(" AND ")}, ${covariates.map((name) => `f_${name}`).join(", ")})) AS inside
      FROM ${table} WHERE ${testedRows}`,
    params,
    row: z.object({ focal: z.coerce.number(), inside: z.coerce.number() }),
  });
  return row && row.focal > 0 ? row.inside / row.focal : null;
}
