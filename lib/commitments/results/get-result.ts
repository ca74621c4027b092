import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import type { ResultView } from "./schema";
import { readResult } from "./store";

/** One result with what it rests on. Throws 403 and 404. */
export async function getResult(actor: Actor, id: string): Promise<ResultView> {
  authorize(actor, "promise:read");
  return withActor(actor, (tx) => readResult(tx, id));
}
