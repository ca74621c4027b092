import type { z } from "zod";
import { Prisma } from "@/lib/db/server";
import { metaOf, stampOf, whereIds } from "../entity/facts";
import type { Draft, Entity } from "../entity/types";
import { PolicyFields, PolicyInput, PolicyRule, PolicyView, policyKey } from "./schema";

type S = z.infer<typeof PolicyFields>;

const columns = ({ fields, ...draft }: Draft<S>) => ({
  key: fields.key,
  router: fields.router,
  policy_version: fields.version,
  from: new Date(fields.from),
  aliases: fields.aliases,
  rule: fields.rule ?? Prisma.DbNull,
  models: fields.models,
  notice: fields.notice,
  note: fields.note,
  ...stampOf(draft),
});

export const policies: Entity<S, PolicyView> = {
  name: "policy",
  collection: "policies",
  input: PolicyInput,
  full: PolicyFields,
  view: PolicyView,
  empty: { aliases: [], rule: null, models: [], notice: null, note: null },
  lists: {},
  sourced: false,
  keyOf: (input) => policyKey({ router: String(input.router), version: String(input.version) }),
  references: () => [],
  managedBy: () => [],
  async load(tx, ids) {
    const rows = await tx.policy.findMany({
      where: whereIds(ids),
      orderBy: [{ router: "asc" }, { from: "asc" }],
    });
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
      };
      return { meta, fields, view: { ...meta, ...fields, record_version: row.version } };
    });
  },
  async insert(tx, drafts) {
    await tx.policy.createMany({ data: drafts.map((draft) => ({ id: draft.id, ...columns(draft) })) });
  },
  async replace(tx, draft) {
    await tx.policy.update({ where: { id: draft.id }, data: columns(draft) });
  },
};
