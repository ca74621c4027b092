import { type Actor, authorize } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { conflict, invalid, personRequired } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { notify, type Recipients } from "../notifications/notify";
import { actOnCondition } from "./act";
import { judgeBar } from "./judge";
import { afterCheck } from "./rules";
import { type ConditionCheckInput, ConditionStatus, type ConditionView, JUDGE_BARS } from "./schema";
import type { ConditionRow } from "./store";

/**
 * Judges on the latest proof whether a condition works: by somebody of compliance who neither owns it nor gave the
 * proof. What works is effective, what does not is open again. Throws 403 `person_required` for keys, 409
 * `self_approval`, `nothing_to_judge`, `proof_replaced`.
 */
export function judgeProof(
  actor: Actor,
  idOrKey: string,
  { proof, outcome, note }: ConditionCheckInput,
): Promise<ConditionView> {
  if (actor.kind === "key") throw personRequired();
  authorize(actor, "review:decide");
  return actOnCondition(actor, idOrKey, async ({ tx, row }) => {
    const bar = await judgeBar(tx, actor, row);
    if (bar !== null) throw conflict("self_approval", JUDGE_BARS[bar]);
    checkProof(row, proof);
    const status = afterCheck(ConditionStatus.parse(row.status), outcome);
    if (status === null) throw conflict("nothing_to_judge", "No proof waits for a judgement.");
    const check = await tx.conditionCheck.create({
      data: { id: uuidv7(), condition_id: row.id, proof_id: proof, outcome, note, checked_by: "" },
      select: { id: true },
    });
    await notify(tx, actor, {
      ...{ kind: "proof_judged", to: await concerned(tx, row), detail: { outcome } },
      ...{ overlap_id: row.review.overlap.id, review_id: row.review_id, condition_id: row.id },
    });
    return {
      status,
      audit: { action: "condition:judge", after: { judgement: check.id, proof, outcome, note } },
    };
  });
}

function checkProof({ proofs }: ConditionRow, id: string): void {
  if (!proofs.some((proof) => proof.id === id))
    throw invalid([{ pointer: "/proof", message: "This condition has no proof with this id." }]);
  if (proofs[0]?.id !== id)
    throw conflict("proof_replaced", "A later proof was given meanwhile; read it, and judge that one.");
}

/** The owner, whoever gave the latest proof, and whoever asked for the review. */
async function concerned(tx: Tx, { owner_id, proofs, review }: ConditionRow): Promise<Recipients> {
  const refs = [proofs[0]?.uploaded_by, review.requested_by].filter((ref) => ref !== undefined);
  const rows = await tx.$queryRaw<{ ref: string }[]>`
    SELECT evenhand_person_behind(ref) AS ref FROM unnest(${refs}::text[]) AS ref`;
  const people = rows.flatMap(({ ref }) => (ref.startsWith("person:") ? [ref.slice("person:".length)] : []));
  return { people: [owner_id, ...people] };
}
