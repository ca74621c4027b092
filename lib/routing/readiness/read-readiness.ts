import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { type Catalogue, loadCatalogue, matchModel } from "@/lib/register/server";
import { loadPools } from "../pools/load";
import { judgeReadiness } from "./judge";
import { readDeclared } from "./read-declared";
import type { ReadinessAnswer, ReadinessQuery, UnknownName } from "./schema";

const MOST_NAMES = 50;
const Figures = z.object({
  decisions: z.coerce.number(),
  routed: z.coerce.number(),
  with_candidates: z.coerce.number(),
  with_quality: z.coerce.number(),
  with_cost: z.coerce.number(),
  with_latency: z.coerce.number(),
  blind: z.coerce.number(),
  routers: z.array(z.string()),
});
const Name = z.object({ name: z.string(), chosen: z.coerce.number(), candidate: z.coerce.number() });

const FIGURES_SQL = `
  SELECT count() AS decisions, countIf(own) AS routed,
    countIf(own AND length(cand_model) > 0) AS with_candidates,
    countIf(own AND length(cand_model) > 0 AND NOT arrayExists(x -> isNaN(x), cand_quality)) AS with_quality,
    countIf(own AND length(cand_model) > 0 AND NOT arrayExists(x -> isNaN(x), cand_cost_usd)) AS with_cost,
    countIf(own AND length(cand_model) > 0 AND NOT arrayExists(x -> isNaN(x), cand_latency_ms)) AS with_latency,
    countIf(arm = 'owner_blind' AND decided_by = 'router') AS blind,
    arraySort(groupUniqArrayIf(1000)(toString(router), own)) AS routers
  FROM (SELECT *, decided_by = 'router' AND arm = 'production' AS own FROM decisions
    WHERE {source:UInt32} = 0 OR source = {source:UInt32})`;

const NAMES_SQL = `
  SELECT name, sum(chosen) AS chosen, sum(candidate) AS candidate FROM (
    SELECT toString(chosen_model) AS name, count() AS chosen, 0 AS candidate FROM decisions
      WHERE {source:UInt32} = 0 OR source = {source:UInt32} GROUP BY name
    UNION ALL
    SELECT toString(arrayJoin(cand_model)) AS name, 0 AS chosen, count() AS candidate FROM decisions
      WHERE {source:UInt32} = 0 OR source = {source:UInt32} GROUP BY name)
  GROUP BY name`;

/** What each baseline still lacks on the traffic of a source or of all, and which names match no model. */
export async function readReadiness(actor: Actor, query: ReadinessQuery): Promise<ReadinessAnswer> {
  authorize(actor, "routing:read");
  const { source, catalogue, pools, published } = await withActor(actor, async (tx) => {
    const row = query.source ? await tx.trafficSource.findUnique({ where: { key: query.source } }) : null;
    if (query.source && !row) throw notFound();
    const policies = await tx.policy.findMany({
      where: { retired_at: null },
      select: { router: true, rule: true },
    });
    const ruled = policies.filter(({ rule }) => rule !== null).map(({ router }) => router);
    const catalogue = await loadCatalogue(tx);
    const pools = await loadPools(tx, catalogue);
    return { source: row?.no ?? 0, catalogue, pools, published: new Set(ruled) };
  });
  const [figures] = await clickhouse().rows({ sql: FIGURES_SQL, params: { source }, row: Figures });
  const names = await clickhouse().rows({ sql: NAMES_SQL, params: { source }, row: Name });
  if (!figures) throw new Error("The engine counted nothing.");
  const counts = {
    ...figures,
    from_policy: await readDeclared(pools, source),
    routers_without_policy: figures.routers.filter((router) => !published.has(router)),
    unknown_names: unknownNames(names, catalogue),
  };
  return { ...counts, baselines: judgeReadiness(counts) };
}

const unknownNames = (names: readonly UnknownName[], catalogue: Catalogue): UnknownName[] =>
  names
    .filter(({ name }) => matchModel(catalogue, name) === null)
    .sort((a, b) => b.chosen + b.candidate - (a.chosen + a.candidate) || a.name.localeCompare(b.name))
    .slice(0, MOST_NAMES);
