import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { isUniqueViolation, withActor } from "@/lib/db/server";
import { invalid } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import type { TrafficSourceCreate, TrafficSourceView } from "./schema";
import { sourceView } from "./store";

/** Makes a traffic source. Throws 422 when the key is taken. */
export async function createTrafficSource(
  actor: Actor,
  input: TrafficSourceCreate,
): Promise<TrafficSourceView> {
  authorize(actor, "traffic:write");
  const { key, name = key, note = null, quality_basis = null } = input;
  try {
    return await withActor(actor, async (tx) => {
      const facts = { key, name, note: note === "" ? null : note, quality_basis };
      const row = await tx.trafficSource.create({
        data: { id: uuidv7(), ...facts, updated_by: actorRef(actor) },
      });
      await appendAudit(tx, {
        actor,
        action: "traffic-source:create",
        entity: "traffic_source",
        entity_id: row.id,
        after: facts,
      });
      return sourceView(tx, row);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw invalid([{ pointer: "/key", message: `A traffic source ${key} exists already.` }]);
  }
}
