import { type Actor, authorize, standsAbove } from "@/lib/access";
import { auditHistory } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { StoredFactors, StoredPath } from "./record";
import type { OverlapHistoryItem, OverlapView, PathFactView } from "./schema";
import { findOverlap } from "./store";
import { readTrafficStakes } from "./traffic-store";
import { couldReach, toFactorViews, toOverlapListItem, toPathViews } from "./view";

/** An overlap with its factors, path and history. Throws 404 for what is unknown or behind a wall. */
export function getOverlap(actor: Actor, idOrKey: string): Promise<OverlapView> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const row = await findOverlap(tx, actor, idOrKey);
    const json = await tx.overlap.findUniqueOrThrow({
      where: { id: row.id },
      select: { factors: true, path: true },
    });
    const factors = StoredFactors.parse(json.factors);
    const path = StoredPath.parse(json.path);
    const sources = await readSources(
      tx,
      path.flatMap(({ source_ids }) => source_ids),
    );
    return {
      ...toOverlapListItem(row),
      factors: toFactorViews(factors, await readTrafficStakes(tx)),
      weight: factors.weight,
      ...couldReach(factors),
      path: toPathViews(path, sources),
      history: await readHistory(tx, actor, row.id),
    };
  });
}

/** Documents by id, as a path shows them. */
export async function readSources(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, PathFactView["sources"][number]>> {
  const rows = await tx.source.findMany({ where: { id: { in: [...new Set(ids)] } } });
  return new Map(
    rows.map(({ id, key, title, url, published }) => [id, { key, title, url, published }] as const),
  );
}

/**
 * Earlier states may have rested on confidential facts: below the walls only the status of then is told, and of the time
 * when the overlap was confidential for the asker nothing.
 */
async function readHistory(tx: Tx, actor: Actor, id: string): Promise<OverlapHistoryItem[]> {
  const all = await auditHistory(tx, "overlap", id);
  const tell = standsAbove(actor);
  const items = tell ? all : await toldOf(tx, id, all);
  const labels = await actorLabels(
    tx,
    items.map((item) => item.actor),
  );
  return items.map((item) => ({
    ...item,
    reason: tell ? item.reason : null,
    actor_label: labels.get(item.actor) ?? item.actor,
    changes: item.changes.filter(({ field }) => tell || field === "status"),
  }));
}

/** What an asker below the walls is told of: nothing of before the last wall that they stood outside of fell. */
async function toldOf<T extends { at: string }>(tx: Tx, id: string, items: readonly T[]): Promise<T[]> {
  const rows = await tx.$queryRaw<{ at: string }[]>`
    SELECT at FROM unnest(${items.map(({ at }) => at)}::text[]) AS at WHERE evenhand_told(${id}::uuid, at::timestamptz)`;
  const told = new Set(rows.map(({ at }) => at));
  return items.filter(({ at }) => told.has(at));
}
