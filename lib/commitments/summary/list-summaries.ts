import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { readSummaries } from "./read-summaries";
import type { CommitmentSummary } from "./schema";

/** Every commitment that is not retired, with how it is tested. Throws 403. */
export function listCommitmentSummaries(actor: Actor): Promise<CommitmentSummary[]> {
  authorize(actor, "promise:read");
  return withActor(actor, (tx) => readSummaries(tx, { retired_at: null }));
}
