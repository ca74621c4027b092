import type { Tx } from "@/lib/db/server";
import { matchModel } from "../catalogue/catalogue";
import { loadCatalogue } from "../catalogue/load";
import { groupBy } from "./collections";
import { loadDeals, type Sources } from "./load-deals";
import type { RegisterSnapshot, SnapshotProduct } from "./snapshot";
import { readTrafficStakes } from "./traffic-store";

const LIVE = { retired_at: null };
const LIFECYCLES = { preview: "preview", ga: "ga", retired: "retired" } as const;

/** Candidates of policies by name, with the product that the catalogue knows them as. Reads in a role of its own. */
export async function loadCandidates(tx: Tx): Promise<Map<string, string>> {
  const policies = await tx.policy.findMany({ where: LIVE, select: { models: true } });
  const names = new Set(policies.flatMap(({ models }) => models));
  if (names.size === 0) return new Map();
  const catalogue = await loadCatalogue(tx);
  return new Map(
    [...names].flatMap((name) => {
      const model = matchModel(catalogue, name);
      return model ? [[name, model.product] as const] : [];
    }),
  );
}

/**
 * The register as detection sees it: everything that is not retired, whatever its visibility. Call it as the
 * detection role; `candidates` are those of loadCandidates. Queries run one after another, as a transaction wants.
 */
export async function loadSnapshot(
  tx: Tx,
  candidates: ReadonlyMap<string, string>,
  as_of_ms: number,
): Promise<RegisterSnapshot> {
  const sources = await loadSources(tx);
  const parties = await tx.party.findMany({
    where: LIVE,
    select: { id: true, key: true, name: true, kinds: true, parent_id: true },
    orderBy: { key: "asc" },
  });
  const segments = await tx.segment.findMany({
    where: LIVE,
    select: { id: true, key: true, name: true, parent_id: true },
    orderBy: { key: "asc" },
  });
  const products = await loadProducts(tx, sources);
  return {
    as_of_ms,
    parties: parties.map((row) => ({ ...row, source_ids: sources(row.id) })),
    ...(await loadDeals(tx, sources)),
    segments,
    products,
    policies: await loadPolicies(tx, sources, candidates, products),
    walls: [],
    traffic: await readTrafficStakes(tx),
  };
}

async function loadSources(tx: Tx): Promise<Sources> {
  const rows = await tx.factSource.findMany({
    select: { entity_id: true, source_id: true },
    orderBy: { source_id: "asc" },
  });
  const byFact = groupBy(rows, ({ entity_id }) => entity_id);
  return (id) => byFact.get(id)?.map(({ source_id }) => source_id) ?? [];
}

async function loadProducts(tx: Tx, sources: Sources): Promise<SnapshotProduct[]> {
  const rows = await tx.product.findMany({
    where: LIVE,
    select: {
      id: true,
      key: true,
      owner_id: true,
      name: true,
      lifecycle: true,
      preview: true,
      ga: true,
      retired_on: true,
    },
    orderBy: { key: "asc" },
  });
  const places = await tx.productSegment.findMany({ orderBy: { segment_id: "asc" } });
  const offers = await tx.availability.findMany({ orderBy: { channel_id: "asc" } });
  const segmentsOf = groupBy(places, ({ product_id }) => product_id);
  const offersOf = groupBy(offers, ({ product_id }) => product_id);
  return rows.map((row) => ({
    ...row,
    lifecycle: LIFECYCLES[row.lifecycle as keyof typeof LIFECYCLES] ?? null,
    segment_ids: segmentsOf.get(row.id)?.map(({ segment_id }) => segment_id) ?? [],
    availability:
      offersOf.get(row.id)?.map(({ channel_id, from, until, exclusive }) => ({
        channel_id,
        from,
        until,
        exclusive,
      })) ?? [],
    source_ids: sources(row.id),
  }));
}

async function loadPolicies(
  tx: Tx,
  sources: Sources,
  candidates: ReadonlyMap<string, string>,
  products: readonly SnapshotProduct[],
) {
  const idOf = new Map(products.map(({ id, key }) => [key, id]));
  const rows = await tx.policy.findMany({
    where: LIVE,
    select: { id: true, key: true, router: true, policy_version: true, from: true, models: true },
    orderBy: { key: "asc" },
  });
  return rows.map(({ from, models, ...row }) => ({
    ...row,
    from_ms: from.getTime(),
    candidates: models.map((name) => ({ name, product_id: idOf.get(candidates.get(name) ?? "") ?? null })),
    source_ids: sources(row.id),
  }));
}
