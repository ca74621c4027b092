import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { staleVersion } from "@/lib/kernel/errors";
import type { TrafficSourcePatch, TrafficSourceView } from "./schema";
import { getSource, sourceView } from "./store";

/** Changes what is known about a source; absent fields stay. Throws 404, and 412 when somebody saved before. */
export function updateTrafficSource(
  actor: Actor,
  key: string,
  version: number | null,
  patch: TrafficSourcePatch,
): Promise<TrafficSourceView> {
  authorize(actor, "traffic:write");
  return withActor(actor, async (tx) => {
    const before = await getSource(tx, key);
    const data = { ...patch, ...(patch.note === "" ? { note: null } : {}) };
    const { count } = await tx.trafficSource.updateMany({
      where: { id: before.id, version: version ?? -1 },
      data: { ...data, version: { increment: 1 }, updated_at: new Date(), updated_by: actorRef(actor) },
    });
    const after = await getSource(tx, before.id);
    if (count === 0) throw staleVersion(after.version);
    await appendAudit(tx, {
      actor,
      action: "traffic-source:update",
      entity: "traffic_source",
      entity_id: before.id,
      before,
      after,
    });
    return sourceView(tx, after);
  });
}
