import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { findCondition } from "./store";

export type StoredProof = {
  file_name: string;
  media_type: string;
  sha256: string;
  content: Uint8Array<ArrayBuffer>;
};

/** The file of a proof, as it came in. Throws 404, also behind a wall. */
export function readProof(actor: Actor, idOrKey: string, proof_id: string): Promise<StoredProof> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const { id: condition_id } = await findCondition(tx, actor, idOrKey);
    if (!isUuid(proof_id)) throw notFound();
    const proof = await tx.conditionProof.findFirst({
      where: { id: proof_id, condition_id },
      select: { file_name: true, media_type: true, sha256: true, content: true },
    });
    if (!proof) throw notFound();
    return { ...proof, content: Uint8Array.from(proof.content) };
  });
}
