import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { readFindingView } from "./read-view";
import type { FindingView } from "./schema";

/** One finding by its id or its code (F-0001), with its timeline. Throws 403 and 404. */
export function getFinding(actor: Actor, id: string): Promise<FindingView> {
  authorize(actor, "promise:read");
  return withActor(actor, (tx) => readFindingView(tx, id));
}
