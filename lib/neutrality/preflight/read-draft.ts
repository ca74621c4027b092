import type { Tx } from "@/lib/db/server";
import { invalid } from "@/lib/kernel/errors";
import { type Catalogue, loadOffers, matchModel, normaliseModelName } from "@/lib/register/server";
import { type BoundPools, bindPools } from "@/lib/routing/server";
import { type JudgedRule, judgeRule } from "../rules/rule";
import { explainReason } from "../words";
import type { PolicyDraft } from "./schema";

/** The draft's rule as it can be applied. Throws 422 where it leaves a parameter open. */
export function applicableRule(rule: PolicyDraft["rule"] | null): JudgedRule {
  const judged = judgeRule(rule);
  if ("reason" in judged) throw invalid([{ pointer: "/rule", message: explainReason(judged.reason) }]);
  return judged.rule;
}

/**
 * The draft's models as the pool of every decision of its router, with the register's prices and quality estimates;
 * two names of one model are one. Null where the draft names none.
 */
export async function bindDraft(
  tx: Tx,
  { router, models }: PolicyDraft,
  catalogue: Catalogue,
  window: { from_ms: number; to_ms: number },
): Promise<BoundPools | null> {
  const matched = new Map(
    models.map((name) => {
      const model = matchModel(catalogue, name);
      return [model?.model_id ?? normaliseModelName(name), { name, model }] as const;
    }),
  );
  const ids = [...matched.values()].flatMap(({ model }) => (model ? [model.model_id] : []));
  const offers = await loadOffers(tx, ids);
  const candidates = [...matched.values()].map(({ name, model }) => ({
    ...{ name, model },
    offer: (model && offers.get(model.model_id)) ?? null,
  }));
  const policy = { router, policy_version: "", from_ms: 0, models: candidates };
  return bindPools({ routers: new Map([[router, [policy]]]), version: "" }, { ...window, router });
}
