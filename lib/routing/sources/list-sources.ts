import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import type { TrafficSourceView } from "./schema";
import { getSource, sourceView } from "./store";
import { toTrafficSourceViews } from "./view";

/** All traffic sources, by key. */
export function listTrafficSources(actor: Actor): Promise<TrafficSourceView[]> {
  authorize(actor, "routing:read");
  return withActor(actor, async (tx) =>
    toTrafficSourceViews(tx, await tx.trafficSource.findMany({ orderBy: { key: "asc" } })),
  );
}

/** One traffic source by key or id. Throws 404 when there is none. */
export function readTrafficSource(actor: Actor, key: string): Promise<TrafficSourceView> {
  authorize(actor, "routing:read");
  return withActor(actor, async (tx) => sourceView(tx, await getSource(tx, key)));
}
