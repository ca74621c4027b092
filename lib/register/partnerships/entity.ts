import type { z } from "zod";
import { metaOf, sourcesOf, stampOf, whereIds, writeSources } from "../entity/facts";
import { refList } from "../entity/refs";
import type { Draft, Entity, Refs } from "../entity/types";
import { Visibility } from "../fields";
import {
  Influence,
  PartnershipFields,
  PartnershipInput,
  PartnershipKind,
  PartnershipStatus,
  PartnershipView,
} from "./schema";

type S = z.infer<typeof PartnershipFields>;

const columns = ({ fields, ...draft }: Draft<S>, refs: Refs) => ({
  key: fields.key,
  partner_id: refs.id("party", fields.partner),
  kinds: fields.kinds,
  status: fields.status,
  influence: fields.influence,
  start: fields.start,
  end: fields.end,
  notes: fields.notes,
  visibility: fields.visibility,
  ...stampOf(draft),
});

export const partnerships: Entity<S, PartnershipView> = {
  name: "partnership",
  collection: "partnerships",
  input: PartnershipInput,
  full: PartnershipFields,
  view: PartnershipView,
  empty: {
    status: null,
    influence: null,
    start: null,
    end: null,
    notes: null,
    visibility: "internal",
    sources: [],
  },
  lists: {},
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
      orderBy: { key: "asc" },
    });
    const stated = await sourcesOf(tx, "partnership", ids);
    return rows.map((row) => {
      const meta = metaOf(row);
      const fields: S = {
        key: row.key,
        partner: row.partner.key,
        kinds: row.kinds.map((kind) => PartnershipKind.parse(kind)),
        status: PartnershipStatus.nullable().parse(row.status),
        influence: Influence.nullable().parse(row.influence),
        start: row.start,
        end: row.end,
        notes: row.notes,
        visibility: Visibility.parse(row.visibility),
        sources: stated.get(row.id) ?? [],
      };
      const rights = row.rights.map(({ key }) => key);
      return { meta, fields, view: { ...fields, ...meta, partner_name: row.partner.name, rights } };
    });
  },
  async insert(tx, drafts, refs) {
    await tx.partnership.createMany({
      data: drafts.map((draft) => ({ id: draft.id, ...columns(draft, refs) })),
    });
    await writeSources(tx, "partnership", drafts, refs);
  },
  async replace(tx, draft, refs) {
    await tx.partnership.update({ where: { id: draft.id }, data: columns(draft, refs) });
    await writeSources(tx, "partnership", [draft], refs);
  },
};
