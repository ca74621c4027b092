import type { z } from "zod";
import { defineEntity } from "../entity/define";
import { metaOf, sourcesOf, whereIds } from "../entity/facts";
import { refList } from "../entity/refs";
import { Visibility } from "../fields";
import { RightFields, RightInput, RightState, RightType, RightView } from "./schema";

type S = z.infer<typeof RightFields>;

export const rights = defineEntity<S, RightView>({
  name: "contract_right",
  collection: "rights",
  input: RightInput,
  full: RightFields,
  view: RightView,
  walled: true,
  async wallOf({ partnership: key }, tx) {
    const row = await tx.partnership.findUnique({ where: { key }, select: { id: true, visibility: true } });
    return row && { name: "partnership", ...row };
  },
  empty: { scope: null, visibility: "internal", sources: [] },
  sets: ["sources"],
  sourced: true,
  references: (fields) => [
    { kind: "partnership", key: fields.partnership, pointer: "/partnership" },
    { kind: "party", key: fields.holder, pointer: "/holder" },
    ...refList("source", fields.sources, "/sources"),
  ],
  managedBy: async (fields, tx) => {
    const row = await tx.partnership.findUnique({
      where: { key: fields.partnership },
      include: { partner: true },
    });
    return row ? [row.partner.key] : [];
  },
  async load(tx, ids) {
    const rows = await tx.contractRight.findMany({
      where: whereIds(ids),
      include: { holder: true, partnership: { include: { partner: true } } },
      orderBy: { key: "asc" },
    });
    const stated = await sourcesOf(tx, "contract_right", ids);
    return rows.map((row) => {
      const meta = metaOf(row);
      const fields: S = {
        key: row.key,
        partnership: row.partnership.key,
        holder: row.holder.key,
        type: RightType.parse(row.type),
        state: RightState.parse(row.state),
        scope: row.scope,
        visibility: Visibility.parse(row.visibility),
        sources: stated.get(row.id) ?? [],
      };
      const { partner } = row.partnership;
      const names = { holder_name: row.holder.name, partner: partner.key, partner_name: partner.name };
      return { meta, fields, view: { ...fields, ...meta, ...names } };
    });
  },
  columns: (fields, refs) => ({
    key: fields.key,
    partnership_id: refs.id("partnership", fields.partnership),
    holder_id: refs.id("party", fields.holder),
    type: fields.type,
    state: fields.state,
    scope: fields.scope,
    visibility: fields.visibility,
  }),
});
