import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { readCheckView } from "./read-view";
import type { CheckView } from "./schema";
import { withWarnings } from "./with-warnings";

/** One version by its id, or the one in force of a key. Throws 403 and 404. */
export async function getCheck(actor: Actor, idOrKey: string): Promise<CheckView> {
  authorize(actor, "promise:read");
  return withWarnings(actor, await withActor(actor, (tx) => readCheckView(tx, idOrKey)));
}
