import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { loadCatalogue, matchModel } from "@/lib/register/server";
import type { DecisionJudge } from "./exclusion";
import { sameModel, toDecisionView } from "./list-decisions";
import { askDecision } from "./question";
import type { DecisionView } from "./schema";

export type FoundDecision = {
  decision: DecisionView;
  /** The candidate that was chosen, as it was logged; null where the chosen model is none of them. */
  chosen_candidate: string | null;
  generated: boolean;
};

/** One decision by its id, and which of its candidates was chosen. Throws 403, and 404 when there is none. */
export async function getDecision(
  actor: Actor,
  id: string,
  judge: DecisionJudge | null = null,
): Promise<FoundDecision> {
  authorize(actor, "decision:read");
  const at = id.indexOf(":");
  const [source, decision_id] = [id.slice(0, at), id.slice(at + 1)];
  const { catalogue, feed } = await withActor(actor, async (tx) => ({
    catalogue: await loadCatalogue(tx),
    feed: await tx.trafficSource.findUnique({ where: { key: source } }),
  }));
  const row = feed && at > 0 ? await askDecision(feed.no, decision_id) : undefined;
  if (!feed || !row) throw notFound();
  const match = (name: string) => matchModel(catalogue, name);
  const same = sameModel(match);
  return {
    generated: feed.generated,
    decision: toDecisionView(row, match, source, judge),
    chosen_candidate: row.cand_model.find((name) => same(name, row.chosen_model)) ?? null,
  };
}
