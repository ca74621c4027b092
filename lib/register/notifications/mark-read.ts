import type { Actor } from "@/lib/access";
import { Prisma, withActor } from "@/lib/db/server";
import type { MarkReadInput } from "./schema";
import { markSeen, personOnly } from "./store";

/**
 * Marks the actor's own notifications as read, as far as they see them, and returns how many were not. Not audited: it
 * changes nothing that anybody else reads.
 */
export function markRead(actor: Actor, { ids }: MarkReadInput): Promise<{ marked: number }> {
  const person = personOnly(actor);
  const which = ids ? Prisma.sql`n.id = ANY (${ids}::uuid[])` : Prisma.sql`true`;
  return withActor(person, async (tx) => ({ marked: await markSeen(tx, person, which) }));
}
