import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { loadCatalogue, matchModel } from "@/lib/register/server";
import type { DecisionJudge } from "./exclusion";
import { sameModel, toDecisionView } from "./list-decisions";
import { askDecision } from "./question";
import type { DecisionView } from "./schema";

/** One decision by its source's key and its id, and which of its candidates was chosen. Throws 403, and 404 when there is none. */
export async function getDecision(
  actor: Actor,
  source: string,
  decision_id: string,
  judge: DecisionJudge | null = null,
): Promise<{ decision: DecisionView; chosen_candidate: string | null }> {
  authorize(actor, "decision:read");
  const { catalogue, number } = await withActor(actor, async (tx) => ({
    catalogue: await loadCatalogue(tx),
    number: (await tx.trafficSource.findUnique({ where: { key: source } }))?.no,
  }));
  const row = number === undefined ? undefined : await askDecision(number, decision_id);
  if (!row) throw notFound();
  const match = (name: string) => matchModel(catalogue, name);
  const same = sameModel(match);
  return {
    decision: toDecisionView(row, match, source, judge),
    chosen_candidate: row.cand_model.find((name) => same(name, row.chosen_model)) ?? null,
  };
}
