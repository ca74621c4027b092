import type { Actor } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { readConditionView } from "./get-condition";
import type { ConditionStatus, ConditionView } from "./schema";
import { type ConditionRow, factsOf, lockCondition } from "./store";

/** What an act leads to: another status, another owner, and words for the audit log. */
export type Deed = {
  status?: ConditionStatus;
  owner_id?: string;
  audit: { action: string; after?: object };
};

/** The way of every act on a condition: lock, decide, change, audit, in one transaction. A deed of null changes nothing. */
export function actOnCondition(
  actor: Actor,
  idOrKey: string,
  decide: (scene: { tx: Tx; row: ConditionRow }) => Promise<Deed | null>,
): Promise<ConditionView> {
  return withActor(actor, async (tx) => {
    const row = await lockCondition(tx, actor, idOrKey);
    const deed = await decide({ tx, row });
    if (deed) await carryOut(tx, actor, row, deed);
    return readConditionView(tx, actor, row.id);
  });
}

async function carryOut(tx: Tx, actor: Actor, row: ConditionRow, deed: Deed): Promise<void> {
  const { status = row.status, owner_id = row.owner_id, audit } = deed;
  await tx.condition.update({
    where: { id: row.id },
    data: { status, owner_id, version: { increment: 1 } },
    select: { id: true },
  });
  await appendAudit(tx, {
    ...{ actor, action: audit.action, entity: "condition", entity_id: row.id },
    before: factsOf(row),
    after: { ...factsOf({ ...row, status, owner_id }), ...audit.after },
  });
}
