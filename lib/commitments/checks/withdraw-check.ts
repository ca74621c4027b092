import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { isUniqueViolation, withActor } from "@/lib/db/server";
import { conflict, personRequired } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { readCheckView } from "./read-view";
import type { CheckView, WithdrawInput } from "./schema";
import { findNewest } from "./store";
import { withWarnings } from "./with-warnings";

const decided = () =>
  conflict("decided", "It was decided on or withdrawn already; record another version to change it.");

/**
 * Takes back a version that has judged nothing, for good: its row stays, with the reason. A key means its newest version.
 * Throws 403 `person_required` for keys, 404, and 409: `begun` once its first day has come, `decided` where a second
 * person had a word on it, whose agreement nobody takes back alone.
 */
export async function withdrawCheck(
  actor: Actor,
  idOrKey: string,
  { reason }: WithdrawInput,
): Promise<CheckView> {
  authorize(actor, "check:define");
  if (actor.kind !== "person") throw personRequired();
  const written = withActor(actor, async (tx) => {
    const { row, check } = await findNewest(tx, idOrKey);
    if (row.decision) throw decided();
    const { key, check_version, status, first_day } = check;
    if (status !== "waiting" && status !== "proposed")
      throw conflict("begun", `Its first day, ${first_day}, has come; supersede it by another version.`);
    await tx.checkDecision.create({
      data: {
        ...{ id: uuidv7(), check_id: check.id, outcome: "withdrawn", note: reason },
        decided_by: actorRef(actor),
      },
    });
    await appendAudit(tx, {
      actor,
      action: "check:withdraw",
      entity: "promise_check",
      entity_id: check.id,
      reason,
      before: { decision: null },
      after: { key, check_version, decision: "withdrawn" },
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
