import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { coHoldings } from "../co-holdings/entity";
import { coHoldingTitle } from "../co-holdings/schema";
import { commitments } from "../commitments/entity";
import type { Entity, Fields } from "../entity/types";
import { inWords, recordHref } from "../list-query";
import { parties } from "../parties/entity";
import { partnerships } from "../partnerships/entity";
import { policies } from "../policies/entity";
import { products } from "../products/entity";
import { rights } from "../rights/entity";
import { rounds } from "../rounds/entity";
import type { StatedFact } from "./schema";

type Sourced = Fields & { sources: readonly string[] };

/** Facts that the actor sees and no document states: accepted, and listed so that somebody finds one. */
export function factsWithoutSource(actor: Actor): Promise<StatedFact[]> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => [
    ...(await bare(tx, parties, "Party", recordHref.party, (view) => view.name)),
    ...(await bare(tx, partnerships, "Partnership", recordHref.partnership, (view) => view.partner_name)),
    ...(await bare(
      tx,
      rights,
      "Right",
      recordHref.right,
      (view) => `${inWords(view.type)}, ${view.partner_name}`,
    )),
    ...(await bare(tx, rounds, "Investment round", recordHref.round, (view) => view.investee_name)),
    ...(await bare(tx, coHoldings, "Co-holding", recordHref.coHolding, coHoldingTitle)),
    ...(await bare(tx, products, "Product", recordHref.product, (view) => view.name)),
    ...(await bare(tx, policies, "Policy", recordHref.policy, (view) => `${view.router}, ${view.version}`)),
    ...(await bare(tx, commitments, "Commitment", recordHref.commitment, (view) => view.text)),
  ]);
}

async function bare<S extends Sourced, V>(
  tx: Tx,
  entity: Entity<S, V>,
  kind: string,
  href: (key: string) => string,
  label: (view: V) => string,
): Promise<StatedFact[]> {
  const rows = await entity.load(tx, null);
  return rows
    .filter(
      ({ meta, fields }) => !meta.retired_at && fields.sources.length === 0 && !entity.isStated?.(fields),
    )
    .map(({ fields: { key }, view }) => ({ kind, key, label: label(view), href: href(key) }));
}
