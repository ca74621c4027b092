import type { Tx } from "@/lib/db/server";
import { PolicyRule, policyKey } from "@/lib/register";
import { type Catalogue, matchModel } from "@/lib/register/server";
import { judgeRule } from "../rules/rule";
import type { ReplayedRule } from "../store/replay";
import { draftHash, normaliseDraft } from "./draft";
import { bindDraft } from "./read-draft";
import type { InForceMissing, PolicyDraft } from "./schema";

/** The policy that a draft is compared with, ready to be replayed; or why it cannot be. */
export type InForce =
  | { policy: string; draft: PolicyDraft; content_hash: string; replayed: ReplayedRule }
  | { policy: string | null; reason: InForceMissing };

/** Names of models that the catalogue does not know, each with its place among those given. */
export const unknownModels = (
  models: readonly string[],
  catalogue: Catalogue,
): { name: string; at: number }[] =>
  models.flatMap((name, at) => (matchModel(catalogue, name) ? [] : [{ name, at }]));

type Asked = { router: string; version: string; window: { from_ms: number; to_ms: number } };

/** Of the router's policies the one of this version; where decisions name none (''), the one that was in force at the end. */
async function findPolicy(tx: Tx, { router, version, window }: Asked) {
  return tx.policy.findFirst({
    where: {
      router,
      retired_at: null,
      ...(version === "" ? { from: { lt: new Date(window.to_ms) } } : { policy_version: version }),
    },
    // Of two that begin at one instant the later name is in force, as for candidate pools.
    orderBy: [{ from: "desc" }, { policy_version: "desc" }],
  });
}

/** Reads the policy in force of a router, and what a replay of it takes. */
export async function readInForce(tx: Tx, asked: Asked, catalogue: Catalogue): Promise<InForce> {
  const { router, version, window } = asked;
  const found = await findPolicy(tx, asked);
  if (!found) return { policy: version === "" ? null : policyKey({ router, version }), reason: "no_policy" };
  const { key: policy, models } = found;
  const rule = PolicyRule.nullable().parse(found.rule);
  const judged = judgeRule(rule);
  if ("reason" in judged || !rule) {
    const [reason] = "reason" in judged ? judged.reason.split(":") : [];
    return { policy, reason: (reason as InForceMissing | undefined) ?? "no_declared_rule" };
  }
  if (unknownModels(models, catalogue).length > 0) return { policy, reason: "unknown_model" };
  const draft = normaliseDraft({ router, rule, models });
  const pool = await bindDraft(tx, draft, catalogue, window);
  return { policy, draft, content_hash: draftHash(draft), replayed: { rule: judged.rule, pool } };
}
