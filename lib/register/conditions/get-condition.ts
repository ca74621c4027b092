import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { judgeBar } from "./judge";
import type { ConditionView } from "./schema";
import { findCondition } from "./store";
import { toConditionView } from "./view";

/** A condition as the actor sees it, in the caller's transaction. Throws 404. */
export async function readConditionView(tx: Tx, actor: Actor, idOrKey: string): Promise<ConditionView> {
  const row = await findCondition(tx, actor, idOrKey);
  return toConditionView(tx, actor, row, await judgeBar(tx, actor, row));
}

/** One condition by its id or its number (CN-0012), with proofs and judgements. Throws 404, also behind a wall. */
export function getCondition(actor: Actor, idOrKey: string): Promise<ConditionView> {
  authorize(actor, "overlap:read");
  return withActor(actor, (tx) => readConditionView(tx, actor, idOrKey));
}
