import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { bindCoefficients, CLUSTER, type Clusters, type Design, sumOfSquares } from "./fits";
import { arraysOf } from "./flat";
import { formOf } from "./forms";
import { expectation, testedRows } from "./logit-sql";

const MIN_CLUSTERS = 30;

type Coefficients = ReadonlyMap<number, readonly number[]>;

/** Sum over clusters of (sum of x - q) squared: the numerator of phi. */
export const residualSquares = (
  design: Design,
  baseline: Coefficients,
  clusters: Clusters,
): Promise<number> =>
  sumOfSquares(
    `WITH ${expectation(design.covariates)}
    SELECT ${CLUSTER[clusters.by]} AS cluster, won - q AS residual FROM ${arraysOf(design)} WHERE ${testedRows}`,
    {
      mask: design.mask,
      fits: [...baseline.keys()],
      ...bindCoefficients(design, design.covariates.length, baseline),
    },
  );

const Surroundings = z.object({
  tenants: z.coerce.number(),
  sessions: z.coerce.number(),
  days: z.coerce.number(),
  owners: z.array(z.number()),
  sources: z.array(z.number()),
});
export type Surroundings = z.infer<typeof Surroundings>;

const everyFit = ({ mask, fit_count }: Design) => ({
  mask,
  fits: Array.from({ length: fit_count }, (_, index) => index + 1),
});

/**
 * Who and what stands behind the decisions that can be tested: clusters, owners outside the focus, sources that logged
 * candidates. Sessions and days are counted where tenants are too few: they are asked about nowhere else.
 */
export async function readSurroundings(design: Design): Promise<Surroundings> {
  const [row] = await clickhouse().rows({
    sql: `SELECT uniqExactIf(tenant, tenant != 0) AS tenants, ${formOf(design).owners} AS owners, groupUniqArrayIf(source, pooled = 0) AS sources
      FROM ${design.table} WHERE ${testedRows}`,
    params: everyFit(design),
    row: Surroundings.omit({ sessions: true, days: true }),
  });
  const around = { tenants: 0, days: 0, owners: [], sources: [], ...row, sessions: 0 };
  if (around.tenants >= MIN_CLUSTERS) return around;
  const [counted] = await clickhouse().rows({
    sql: `SELECT uniqExactIf(session, session != 0) AS sessions, uniqExact(day) AS days FROM ${design.table} WHERE ${testedRows}`,
    params: everyFit(design),
    row: Surroundings.pick({ sessions: true, days: true }),
  });
  return { ...around, sessions: 0, days: 0, ...counted };
}

/** Tenants when there are thirty, else sessions when there are thirty, else days. */
export function chooseClusters({ tenants, sessions, days }: Surroundings): Clusters {
  if (tenants >= MIN_CLUSTERS) return { by: "tenant", count: tenants };
  return sessions >= MIN_CLUSTERS ? { by: "session", count: sessions } : { by: "day", count: days };
}
