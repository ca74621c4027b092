import type { z } from "zod";
import { defineEntity } from "../entity/define";
import { metaOf, sourcesOf, whereIds } from "../entity/facts";
import { refList } from "../entity/refs";
import { Visibility } from "../fields";
import { Influence, PartnershipFields, PartnershipInput, PartnershipKind, PartnershipView } from "./schema";

type S = z.infer<typeof PartnershipFields>;

export const partnerships = defineEntity<S, PartnershipView>({
  name: "partnership",
  collection: "partnerships",
  kind: "partnership",
  input: PartnershipInput,
  full: PartnershipFields,
  view: PartnershipView,
  walled: true,
  empty: {
    status: null,
    influence: null,
    start: null,
    end: null,
    notes: null,
    visibility: "internal",
    sources: [],
  },
  sets: ["sources"],
  sourced: true,
  references: (fields) => [
    { kind: "party", key: fields.partner, pointer: "/partner" },
    ...refList("source", fields.sources, "/sources"),
  ],
  managedBy: (fields) => [fields.partner],
  async load(tx, ids) {
    const rows = await tx.partnership.findMany({
      where: whereIds(ids),
      include: { partner: true, rights: { select: { key: true }, orderBy: { key: "asc" } } },
      orderBy: { partner: { ordinal: "asc" } },
    });
    const stated = await sourcesOf(tx, "partnership", ids);
    return rows.map((row) => {
      const meta = metaOf(row);
      const fields: S = {
        key: row.key,
        partner: row.partner.key,
        kinds: row.kinds.map((kind) => PartnershipKind.parse(kind)),
        status: row.status,
        influence: Influence.nullable().parse(row.influence),
        start: row.start,
        end: row.end,
        notes: row.notes,
        visibility: Visibility.parse(row.visibility),
        sources: stated.get(row.id) ?? [],
      };
      const rights = row.rights.map(({ key }) => key);
      const view = { ...fields, ...meta, partner_name: row.partner.name, rights };
      return { meta, fields, view };
    });
  },
  columns: (fields, refs) => ({
    key: fields.key,
    partner_id: refs.id("party", fields.partner),
    kinds: fields.kinds,
    status: fields.status,
    influence: fields.influence,
    start: fields.start,
    end: fields.end,
    notes: fields.notes,
    visibility: fields.visibility,
  }),
});
