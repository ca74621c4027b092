import { type Actor, actorRef, can } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import type { JudgeBar } from "./schema";
import type { ConditionRow } from "./store";
import { isOwner } from "./view";

/** Why the actor may not judge the latest proof of a condition; null where nothing stands against it. */
export async function judgeBar(tx: Tx, actor: Actor, row: ConditionRow): Promise<JudgeBar | null> {
  if (actor.kind !== "person") return "not_a_person";
  if (!can(actor, "review:decide")) return "no_permission";
  if (isOwner(actor, row)) return "owner";
  const [proof] = row.proofs;
  if (!proof) return null;
  const [giver] = await tx.$queryRaw<{ ref: string }[]>`
    SELECT evenhand_person_behind(${proof.uploaded_by}) AS ref`;
  return giver?.ref === actorRef(actor) ? "uploader" : null;
}
