import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import type { DecisionJudge } from "./exclusion";
import { loadKnown, sameModel, toDecisionView } from "./list-decisions";
import { askDecision } from "./question";
import type { DecisionView } from "./schema";

export type FoundDecision = {
  decision: DecisionView;
  /** The candidate that was chosen, as it was logged or declared; null where the chosen model is none of them. */
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
  const { known, feed } = await withActor(actor, async (tx) => ({
    known: await loadKnown(tx),
    feed: await tx.trafficSource.findUnique({ where: { key: source } }),
  }));
  const row = feed && at > 0 ? await askDecision(feed.no, decision_id) : undefined;
  if (!feed || !row) throw notFound();
  const same = sameModel(known.match);
  const decision = toDecisionView(row, known, source, judge);
  const chosen = decision.candidates?.find(({ model }) => same(model, row.chosen_model));
  return { generated: feed.generated, decision, chosen_candidate: chosen?.model ?? null };
}
