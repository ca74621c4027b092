import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { loadCatalogue } from "@/lib/register/server";
import { nameMap } from "../store/known-names";
import { whereDecisions } from "../store/range";
import type { ShareQuery } from "./schema";

/** Two-sided 99 % point of the normal distribution. */
const Z_99 = 2.5758293035489;

const OwnerMoments = z.object({
  owner: z.string(),
  x: z.coerce.number(),
  xx: z.coerce.number(),
  xn: z.coerce.number(),
  n: z.coerce.number(),
  nn: z.coerce.number(),
});
const Pinned = z.object({ n: z.coerce.number(), own: z.coerce.number() });

export type OwnerInterval = { owner: string; share: number; lower: number; upper: number };
export type ShareDetail = {
  /** By owner, over the whole range, share of decisions; 99 %, robust to tenants with tastes. */
  intervals: OwnerInterval[];
  /** What customers choose themselves: share of first-party among attributed pinned decisions; null without any. */
  pinned: { decisions: number; share: number | null };
};

/**
 * Variance of a ratio with clusters: sum over clusters of (x - p n)^2 / N^2 (Cochran 1977, section 11.7, without
 * finite-population terms). A decision without tenant counts by session, else by itself.
 */
export function clusterInterval(moments: z.infer<typeof OwnerMoments>): OwnerInterval {
  const { owner, x, xx, xn, n, nn } = moments;
  const share = n > 0 ? x / n : 0;
  const variance = n > 0 ? Math.max(0, xx - 2 * share * xn + share * share * nn) / (n * n) : 0;
  const half = Z_99 * Math.sqrt(variance);
  return { owner, share, lower: Math.max(0, share - half), upper: Math.min(1, share + half) };
}

/** What stands beside the shares on the page. Names must be known: ask `share` first. */
export async function shareDetail(actor: Actor, query: ShareQuery): Promise<ShareDetail> {
  authorize(actor, "routing:read");
  const catalogue = await withActor(actor, loadCatalogue);
  const { names, index, models } = nameMap(catalogue);
  const { sql, params } = whereDecisions(query);
  const bound = { ...params, arm: query.arm, names, index };
  const rows = await clickhouse().rows({
    sql: `
      WITH per AS (
        SELECT if(tenant != '', tenant, if(session_id != '', session_id, decision_id)) AS cluster,
          arrayElement({owners:Array(String)}, transform(chosen_model, {names:Array(String)}, {index:Array(UInt32)}, toUInt32(0)) + 1) AS owner,
          count() AS picked
        FROM decisions WHERE ${sql} AND arm = {arm:String} AND decided_by = 'router'
        GROUP BY cluster, owner HAVING owner != ''),
      whole AS (SELECT cluster, sum(picked) AS size FROM per GROUP BY cluster)
      SELECT owner, sum(toFloat64(picked)) AS x, sum(toFloat64(picked) * picked) AS xx, sum(toFloat64(picked) * size) AS xn,
        (SELECT sum(toFloat64(size)) FROM whole) AS n, (SELECT sum(toFloat64(size) * size) FROM whole) AS nn
      FROM per INNER JOIN whole USING cluster GROUP BY owner`,
    params: { ...bound, owners: ["", ...models.map(({ owner }) => owner)] },
    row: OwnerMoments,
  });
  const own = models.flatMap((model, at) => (model.first_party ? [at + 1] : []));
  const [pinned] = await clickhouse().rows({
    sql: `
      SELECT countIf(model > 0) AS n, countIf(has({own:Array(UInt32)}, model)) AS own FROM (
        SELECT transform(chosen_model, {names:Array(String)}, {index:Array(UInt32)}, toUInt32(0)) AS model
        FROM decisions WHERE ${sql} AND arm = {arm:String} AND decided_by = 'pinned')`,
    params: { ...bound, own },
    row: Pinned,
  });
  const n = pinned?.n ?? 0;
  return {
    intervals: rows.map(clusterInterval),
    pinned: { decisions: n, share: n > 0 ? (pinned?.own ?? 0) / n : null },
  };
}
