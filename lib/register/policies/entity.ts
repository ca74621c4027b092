import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { defineEntity } from "../entity/define";
import { metaOf, sourcesOf, whereIds } from "../entity/facts";
import { refList } from "../entity/refs";
import type { Draft } from "../entity/types";
import { PolicyFields, PolicyInput, PolicyRule, PolicyView, policyKey } from "./schema";

type S = z.infer<typeof PolicyFields>;

/** Two pairs can give one key, as a@b with c and a with b@c: the second is no change of the first. */
async function pairErrors(tx: Tx, drafts: readonly Draft<S>[]) {
  const stored = await tx.policy.findMany({ where: { id: { in: drafts.map(({ id }) => id) } } });
  const byId = new Map(stored.map((row) => [row.id, row]));
  return drafts.flatMap(({ id, fields }) => {
    const row = byId.get(id);
    if (!row || row.key !== fields.key || row.router === fields.router) return [];
    const message = `The key “${row.key}” is that of “${row.router}”, version “${row.policy_version}”.`;
    return [{ key: fields.key, error: { pointer: "/router", message } }];
  });
}

export const policies = defineEntity<S, PolicyView>({
  name: "policy",
  collection: "policies",
  input: PolicyInput,
  full: PolicyFields,
  view: PolicyView,
  empty: { aliases: [], rule: null, models: [], notice: null, note: null, sources: [] },
  sets: ["sources"],
  sourced: true,
  // As the schema takes them: without space around.
  keyOf: ({ router, version }) =>
    policyKey({ router: String(router).trim(), version: String(version).trim() }),
  references: (fields) => refList("source", fields.sources, "/sources"),
  added_by: "compliance",
  managedBy: () => [],
  rules: pairErrors,
  async load(tx, ids) {
    const rows = await tx.policy.findMany({
      where: whereIds(ids),
      orderBy: [{ router: "asc" }, { from: "asc" }],
    });
    const stated = await sourcesOf(tx, "policy", ids);
    return rows.map((row) => {
      const meta = metaOf(row);
      const fields: S = {
        key: row.key,
        router: row.router,
        version: row.policy_version,
        from: row.from.toISOString(),
        aliases: row.aliases,
        rule: PolicyRule.nullable().parse(row.rule),
        models: row.models,
        notice: row.notice,
        note: row.note,
        sources: stated.get(row.id) ?? [],
      };
      return { meta, fields, view: { ...meta, ...fields, record_version: row.version } };
    });
  },
  columns: (fields) => ({
    key: fields.key,
    router: fields.router,
    policy_version: fields.version,
    from: fields.from,
    aliases: fields.aliases,
    rule: fields.rule,
    models: fields.models,
    notice: fields.notice,
    note: fields.note,
  }),
});
