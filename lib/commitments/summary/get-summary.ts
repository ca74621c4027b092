import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { readSummaries } from "./read-summaries";
import type { CommitmentSummary } from "./schema";

/** One commitment by its id or key, retired or not. Throws 403 and 404. */
export function getCommitmentSummary(actor: Actor, idOrKey: string): Promise<CommitmentSummary> {
  authorize(actor, "promise:read");
  return withActor(actor, async (tx) => {
    const [summary] = await readSummaries(tx, isUuid(idOrKey) ? { id: idOrKey } : { key: idOrKey });
    if (!summary) throw notFound();
    return summary;
  });
}
