import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { isUniqueViolation, withActor } from "@/lib/db/server";
import { conflict, personRequired } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { personBehind } from "../person-behind";
import { readCheckView } from "./read-view";
import { needsSecond } from "./rules";
import type { CheckDecisionInput, CheckView } from "./schema";
import { findNewest } from "./store";
import { withWarnings } from "./with-warnings";

const decided = () => conflict("decided", "A decision is made once; record another version to change it.");

/**
 * The second person's word on a version. Throws 403 `person_required` for keys, 404, and 409: `self_approval` for whoever
 * recorded it, also by a key of their own, `nothing_to_decide`, `decided`, `lapsed` once its first day has come.
 */
export async function decideCheck(
  actor: Actor,
  idOrKey: string,
  input: CheckDecisionInput,
): Promise<CheckView> {
  authorize(actor, "check:define");
  if (actor.kind !== "person") throw personRequired();
  const written = withActor(actor, async (tx) => {
    const { row, check } = await findNewest(tx, idOrKey);
    if (!needsSecond(check.check_version, check.definition))
      throw conflict("nothing_to_decide", "This version needs nobody's agreement.");
    if (row.decision) throw decided();
    if ((await personBehind(tx, row.created_by)) === actorRef(actor))
      throw conflict("self_approval", "A second person decides, not the one who recorded it.");
    if (check.status === "lapsed")
      throw conflict("lapsed", `Its first day, ${check.first_day}, came before a decision.`);
    const { outcome, note = null } = input;
    await tx.checkDecision.create({
      data: { id: uuidv7(), check_id: check.id, outcome, note, decided_by: actorRef(actor) },
    });
    const { key, check_version } = check;
    await appendAudit(tx, {
      actor,
      action: outcome === "approved" ? "check:approve" : "check:refuse",
      entity: "promise_check",
      entity_id: check.id,
      reason: note ?? undefined,
      before: { decision: null },
      after: { key, check_version, decision: outcome },
    });
    return readCheckView(tx, check.id);
  });
  return withWarnings(
    actor,
    await written.catch((error: unknown) => {
      throw isUniqueViolation(error) ? decided() : error;
    }),
  );
}
