import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { loadCatalogue, matchModel } from "@/lib/register/server";
import type { DecisionJudge } from "./exclusion";
import { toDecisionView } from "./list-decisions";
import { askDecision } from "./question";
import type { DecisionView } from "./schema";

/** One decision by its source's key and its id. Throws 403, and 404 when there is none. */
export async function getDecision(
  actor: Actor,
  source: string,
  decision_id: string,
  judge: DecisionJudge | null = null,
): Promise<DecisionView> {
  authorize(actor, "decision:read");
  const { catalogue, number } = await withActor(actor, async (tx) => ({
    catalogue: await loadCatalogue(tx),
    number: (await tx.trafficSource.findUnique({ where: { key: source } }))?.no,
  }));
  const row = number === undefined ? undefined : await askDecision(number, decision_id);
  if (!row) throw notFound();
  return toDecisionView(row, (name) => matchModel(catalogue, name), source, judge);
}
