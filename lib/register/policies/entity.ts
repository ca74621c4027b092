import type { z } from "zod";
import { defineEntity } from "../entity/define";
import { metaOf, sourcesOf, whereIds } from "../entity/facts";
import { refList } from "../entity/refs";
import { PolicyFields, PolicyInput, PolicyRule, PolicyView, policyKey } from "./schema";

type S = z.infer<typeof PolicyFields>;

export const policies = defineEntity<S, PolicyView>({
  name: "policy",
  collection: "policies",
  input: PolicyInput,
  full: PolicyFields,
  view: PolicyView,
  empty: { aliases: [], rule: null, models: [], notice: null, note: null, sources: [] },
  sets: ["sources"],
  sourced: true,
  keyOf: (input) => policyKey({ router: String(input.router), version: String(input.version) }),
  references: (fields) => refList("source", fields.sources, "/sources"),
  added_by: "compliance",
  managedBy: () => [],
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
