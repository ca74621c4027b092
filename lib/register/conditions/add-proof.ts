import { createHash } from "node:crypto";
import { type Actor, authorize } from "@/lib/access";
import { conflict, forbidden, invalid } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { formatDay } from "@/lib/kernel/time";
import { notify } from "../notifications/notify";
import { actOnCondition } from "./act";
import { afterProof, periodFaults, plainFileName } from "./rules";
import { ConditionStatus, type ConditionView, type ProofInput } from "./schema";
import { mayProve } from "./view";

/** A file as it came in; at most `PROOF_LIMIT_MIB`. */
export type ProofFile = { name: string; media_type: string; content: Uint8Array<ArrayBuffer> };

/**
 * Keeps a file that shows a condition is met, with its hash and the period that it supports, and asks for a judgement:
 * also of a condition that worked before. Its owner is told of what others gave. Throws 403, 404, 409 `nothing_to_prove`, 422.
 */
export function addProof(
  actor: Actor,
  idOrKey: string,
  input: ProofInput,
  file: ProofFile | null,
): Promise<ConditionView> {
  authorize(actor, "overlap:read");
  return actOnCondition(actor, idOrKey, async ({ tx, row }) => {
    if (!(await mayProve(tx, actor, row)))
      throw forbidden("Its owner gives proof, or whoever may ask for reviews of its overlap.");
    const status = afterProof(ConditionStatus.parse(row.status));
    if (status === null)
      throw conflict("nothing_to_prove", "It is not in force: there is nothing to prove yet, or any more.");
    const faults = periodFaults(input, formatDay(Date.now()));
    if (!file) throw invalid([{ pointer: "/file", message: "Choose a file." }]);
    if (file.content.byteLength === 0) faults.push({ pointer: "/file", message: "The file is empty." });
    if (faults.length > 0) throw invalid(faults);
    const kept = {
      file_name: plainFileName(file.name),
      media_type: file.media_type,
      size_bytes: file.content.byteLength,
      sha256: createHash("sha256").update(file.content).digest("hex"),
    };
    const { period_from, period_to, note = null } = input;
    const proof = await tx.conditionProof.create({
      data: {
        ...{ id: uuidv7(), condition_id: row.id, ...kept, content: file.content, note, uploaded_by: "" },
        period_from: new Date(`${period_from}T00:00:00Z`),
        period_to: new Date(`${period_to}T00:00:00Z`),
      },
      select: { id: true },
    });
    await notify(tx, actor, {
      ...{ kind: "proof_given", to: [{ role: "compliance" }, { people: [row.owner_id] }] },
      ...{ overlap_id: row.review.overlap.id, review_id: row.review_id, condition_id: row.id },
    });
    return {
      status,
      audit: {
        action: "condition:prove",
        after: { proof: proof.id, ...kept, period_from, period_to, note },
      },
    };
  });
}
