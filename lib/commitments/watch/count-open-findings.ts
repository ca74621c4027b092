import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";

/** How many findings are not closed. Throws 403. */
export function countOpenFindings(actor: Actor): Promise<number> {
  authorize(actor, "promise:read");
  return withActor(actor, (tx) => tx.finding.count({ where: { status: { not: "closed" } } }));
}
