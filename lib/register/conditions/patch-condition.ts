import { type Actor, authorize } from "@/lib/access";
import { conflict, forbidden, invalid, preconditionRequired, staleVersion } from "@/lib/kernel/errors";
import { formatDay } from "@/lib/kernel/time";
import { notify } from "../notifications/notify";
import { actOnCondition } from "./act";
import { ownerOf, readOwners } from "./owners";
import { IN_FORCE } from "./rules";
import { type ConditionPatch, ConditionStatus, type ConditionView } from "./schema";
import { mayAssign } from "./view";

/**
 * Says who sees to a condition that is in force. Not while a proof waits: whoever owned it when it was given would judge
 * it otherwise. Throws 403, 404, 409 `not_in_force` and `proof_waits`, 412, 422.
 */
export function patchCondition(
  actor: Actor,
  idOrKey: string,
  { owner }: ConditionPatch,
  if_match: number | null,
): Promise<ConditionView> {
  authorize(actor, "overlap:read");
  return actOnCondition(actor, idOrKey, async ({ tx, row }) => {
    if (!mayAssign(actor, row)) throw forbidden("Its owner hands it on, or somebody of compliance.");
    if (if_match === null) throw preconditionRequired();
    if (row.version !== if_match) throw staleVersion(row.version);
    const status = ConditionStatus.parse(row.status);
    if (!IN_FORCE.includes(status))
      throw conflict("not_in_force", "Before it is in force its review says who owns it; afterwards nobody.");
    if (status === "proven")
      throw conflict("proof_waits", "A proof waits for its judgement; then it can be handed on.");
    const overlap_id = row.review.overlap.id;
    const found = ownerOf(await readOwners(tx, overlap_id, [owner]), owner, "/owner");
    if ("fault" in found) throw invalid([found.fault]);
    if (found.id === row.owner_id) return null;
    await notify(tx, actor, {
      ...{ kind: "condition_given", to: { people: [found.id] } },
      ...{ overlap_id, review_id: row.review_id, condition_id: row.id },
      detail: { due_on: formatDay(row.due_on.getTime()) },
    });
    return { owner_id: found.id, audit: { action: "condition:assign" } };
  });
}
