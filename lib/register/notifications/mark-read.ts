import type { Actor } from "@/lib/access";
import { Prisma, withActor } from "@/lib/db/server";
import type { MarkReadInput } from "./schema";
import { personOnly } from "./store";

/**
 * Marks the actor's own notifications as read, and returns how many were not. Not audited: it changes nothing that
 * anybody else reads.
 */
export function markRead(actor: Actor, { ids }: MarkReadInput): Promise<{ marked: number }> {
  const person = personOnly(actor);
  const which = ids ? Prisma.sql`id = ANY (${ids}::uuid[])` : Prisma.sql`true`;
  return withActor(person, async (tx) => ({
    marked: await tx.$executeRaw`
      UPDATE notification SET read_at = now() WHERE person_id = ${person.id}::uuid AND read_at IS NULL AND ${which}`,
  }));
}
