import { type Actor, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { conflict, forbidden, invalid, personRequired } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { formatDay } from "@/lib/kernel/time";
import { findVersion, type LoadedCheck } from "../checks/store";
import { clockNow } from "../clock";
import { type Day, toDate } from "../day";
import { answerable, askedBy } from "./list-answers";
import type { AttestationAnswerView, AttestationInput } from "./schema";
import { readAllAnswers } from "./store";

/** The due day that an answer is for: the one asked, or the one that is due first. */
function dayAnswered(check: LoadedCheck, asked: Day | undefined, now_ms: number): Day {
  const days = answerable(check, now_ms).map(({ day }) => day);
  const [first] = days;
  if (first === undefined)
    throw conflict(
      "not_running",
      "No period of this check can be answered now: one is answered when it is over, until it is judged.",
    );
  if (asked === undefined) return first;
  if (!days.includes(asked))
    throw invalid([
      {
        pointer: "/day",
        message: `Only a period that is over and not judged yet is answered: ${days.join(", ")}.`,
      },
    ]);
  return asked;
}

/**
 * Records what a person who is asked says, for good; another answer of theirs for the same period stands in its place.
 * Throws 403 `person_required` for keys and `not_asked` for everybody else, 404, 409, 422.
 */
export function answerAttestation(
  actor: Actor,
  checkId: string,
  input: AttestationInput,
): Promise<AttestationAnswerView> {
  authorize(actor, "promise:read");
  if (actor.kind !== "person") throw personRequired();
  const email = actor.email.toLowerCase();
  return withActor(actor, async (tx) => {
    const { check } = await findVersion(tx, checkId);
    if (!askedBy(check).people.includes(email))
      throw forbidden("Only the people whom this check asks answer it.", "not_asked");
    const now_ms = await clockNow(tx);
    const day = dayAnswered(check, input.day, now_ms);
    const { answer, statement, evidence_url = null, evidence_sha256 = null, expires_on = null } = input;
    if (expires_on !== null && expires_on < formatDay(now_ms))
      throw invalid([{ pointer: "/expires_on", message: "This evidence has expired." }]);
    const id = uuidv7();
    const facts = { check_id: check.id, email, answer, statement, evidence_url, evidence_sha256 };
    await tx.attestationAnswer.create({
      data: {
        ...{ id, ...facts, day: toDate(day), answered_by: "" },
        expires_on: expires_on === null ? null : toDate(expires_on),
      },
    });
    await appendAudit(tx, {
      actor,
      action: "attestation:answer",
      entity: "attestation_answer",
      entity_id: id,
      after: { ...facts, day, expires_on },
    });
    const view = (await readAllAnswers(tx, check.id)).find((one) => one.id === id);
    if (!view) throw new Error("An answer that was given is there.");
    return view;
  });
}
