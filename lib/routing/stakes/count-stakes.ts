import type { Catalogue, TrafficStakes } from "@/lib/register/server";
import { askShare, COUNTED, type ShareCell } from "../share/question";
import { ShareQuery } from "../share/schema";
import { type NameMap, nameMap } from "../store/known-names";

export type StakesWindow = { from: string; to: string; last_day: string; generated: boolean };

/**
 * Where the routers sent their decisions over all stored traffic, by product and by router: what an overlap has at
 * stake. Only what counts in shares: decided by the router, in production, to a model that is known.
 */
export async function countStakes(
  catalogue: Catalogue,
  { from, to, last_day, generated }: StakesWindow,
  productIds: ReadonlyMap<string, string>,
): Promise<TrafficStakes> {
  const ask = async (by: "model" | "router") => {
    const { cells, map } = await askShare(ShareQuery.parse({ from, to, by }), () => nameMap(catalogue));
    return { cells: cells.filter(({ place }) => place === COUNTED), map };
  };
  const models = await ask("model");
  const routers = await ask("router");
  return {
    generated,
    from,
    to: last_day,
    decisions: models.cells.reduce((sum, { decisions }) => sum + decisions, 0),
    products: byProduct(models.cells, models.map, productIds),
    routers: Object.fromEntries(
      routers.cells.map(({ key, decisions, own_decisions }) => [
        key,
        { decisions, first_party: own_decisions },
      ]),
    ),
  };
}

function byProduct(cells: readonly ShareCell[], { models }: NameMap, ids: ReadonlyMap<string, string>) {
  const counts: Record<string, number> = {};
  for (const { key, decisions } of cells) {
    const product = models[Number(key) - 1]?.product;
    const id = product === undefined ? undefined : ids.get(product);
    if (id !== undefined) counts[id] = (counts[id] ?? 0) + decisions;
  }
  return counts;
}
