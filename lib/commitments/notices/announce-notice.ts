import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { isUniqueViolation, withActor } from "@/lib/db/server";
import { type InputError, invalid } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { parseInstant } from "@/lib/kernel/time";
import { clockNow } from "../clock";
import { getNotice } from "./get-notice";
import type { NoticeInput, NoticeView } from "./schema";

const KNOWN: InputError = {
  pointer: "/content_hash",
  message: "This text is announced already. A text with another salt has another hash.",
};

/**
 * Announces a change of routing policy by the hash of a text, before it takes effect; nobody learns what it says. Throws
 * 403, 422.
 */
export async function announceNotice(actor: Actor, input: NoticeInput): Promise<NoticeView> {
  authorize(actor, "notice:announce");
  const { router, policy_version, content_hash, effective_from, note = null } = input;
  const effective = new Date(parseInstant(effective_from) ?? Number.NaN);
  const written = withActor(actor, async (tx) => {
    const now_ms = await clockNow(tx);
    const faults = [
      ...(effective.getTime() > now_ms
        ? []
        : [{ pointer: "/effective_from", message: "A notice comes before the change that it announces." }]),
      ...((await tx.policyNotice.count({ where: { content_hash } })) > 0 ? [KNOWN] : []),
    ];
    if (faults.length > 0) throw invalid(faults);
    const id = uuidv7();
    const facts = { router, policy_version, content_hash, note };
    await tx.policyNotice.create({
      data: { id, ...facts, effective_from: effective, announced_by: actorRef(actor) },
    });
    await appendAudit(tx, {
      actor,
      action: "notice:announce",
      entity: "policy_notice",
      entity_id: id,
      after: { ...facts, effective_from: effective.toISOString() },
    });
    return id;
  });
  const id = await written.catch((error: unknown) => {
    throw isUniqueViolation(error) ? invalid([KNOWN]) : error;
  });
  return getNotice(actor, id);
}
