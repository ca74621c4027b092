import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { readCheckView } from "./read-view";
import type { CheckView } from "./schema";

/** One version by its id, or the newest of a key. Throws 403 and 404. */
export function getCheck(actor: Actor, idOrKey: string): Promise<CheckView> {
  authorize(actor, "promise:read");
  return withActor(actor, (tx) => readCheckView(tx, idOrKey));
}
