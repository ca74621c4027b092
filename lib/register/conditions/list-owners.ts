import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { findOverlap } from "../overlaps/store";
import { findOwners, type Owner } from "./owners";

/** Whom conditions of an overlap can be given to, by name. Throws 403 for whoever asks for no reviews, 404. */
export function listOwners(actor: Actor, overlap: string): Promise<Pick<Owner, "email" | "name">[]> {
  authorize(actor, "review:request");
  return withActor(actor, async (tx) => {
    const { id } = await findOverlap(tx, actor, overlap);
    return (await findOwners(tx, id, null)).map(({ email, name }) => ({ email, name }));
  });
}
