import { type Actor, authorize, can } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { forbidden } from "@/lib/kernel/errors";
import { assignedParties, findOverlap } from "../overlaps/store";

/**
 * Whether the actor may ask for reviews of an overlap that they see: whoever may without being assigned, and the
 * manager of a party on its path.
 */
export async function mayRequestOf(tx: Tx, actor: Actor, overlap_id: string): Promise<boolean> {
  if (!can(actor, "review:request")) return false;
  if (can(actor, "review:decide")) return true;
  const parties = await assignedParties(tx, actor);
  return (await tx.overlapParty.count({ where: { overlap_id, party_id: { in: parties } } })) > 0;
}

/** Throws 403 unless the actor may ask for reviews of this overlap. */
export async function authorizeRequest(tx: Tx, actor: Actor, overlap_id: string): Promise<void> {
  if (await mayRequestOf(tx, actor, overlap_id)) return;
  throw forbidden("No party of this overlap is assigned to you.", "not_assigned");
}

/** Whether the actor may ask for a review of an overlap; for showing or leaving out the button. Throws 404. */
export function mayRequest(actor: Actor, overlap: string): Promise<boolean> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => mayRequestOf(tx, actor, (await findOverlap(tx, actor, overlap)).id));
}
