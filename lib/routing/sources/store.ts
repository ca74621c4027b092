import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { forbidden, invalid, notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import type { TrafficSourceView } from "./schema";
import { toTrafficSourceViews } from "./view";

/** A traffic source by key or id. Throws 404 when there is none. */
export async function getSource(tx: Tx, key_or_id: string) {
  const row = await tx.trafficSource.findFirst({
    where: isUuid(key_or_id) ? { id: key_or_id } : { key: key_or_id },
  });
  if (!row) throw notFound();
  return row;
}

export async function sourceView(
  tx: Tx,
  row: Awaited<ReturnType<typeof getSource>>,
): Promise<TrafficSourceView> {
  const [view] = await toTrafficSourceViews(tx, [row]);
  if (!view) throw notFound();
  return view;
}

/**
 * The source that an actor's delivery goes to: an ingest key's own; for anybody else with `traffic:write` the one
 * named. Throws 403 for another key's source or a missing permission, 422 when none is named, 404 when it is unknown.
 */
export async function sourceForDelivery(actor: Actor, named: string | undefined) {
  if (actor.kind === "key" && actor.scope === "ingest") {
    const own = await withActor(actor, (tx) => getSource(tx, actor.traffic_source_id ?? ""));
    if (named !== undefined && named !== own.key && named !== own.id)
      throw forbidden("This key posts traffic for another source.", "scope");
    return own;
  }
  authorize(actor, "traffic:write");
  if (named === undefined)
    throw invalid([
      { pointer: "/source", message: "Name the traffic source that these decisions belong to." },
    ]);
  return withActor(actor, (tx) => getSource(tx, named));
}
