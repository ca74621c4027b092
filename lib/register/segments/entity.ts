import type { z } from "zod";
import { metaOf, stampOf, whereIds } from "../entity/facts";
import { parentErrors, parentsFirst } from "../entity/parents";
import { refMaybe } from "../entity/refs";
import type { Draft, Entity, Refs } from "../entity/types";
import { SegmentFields, SegmentInput, SegmentView } from "./schema";

type S = z.infer<typeof SegmentFields>;

const columns = (draft: Draft<S>, refs: Refs) => ({
  key: draft.fields.key,
  name: draft.fields.name,
  parent_id: draft.fields.parent === null ? null : refs.id("segment", draft.fields.parent),
  ...stampOf(draft),
});

export const segments: Entity<S, SegmentView> = {
  name: "segment",
  collection: "segments",
  input: SegmentInput,
  full: SegmentFields,
  view: SegmentView,
  empty: { parent: null },
  lists: {},
  sourced: false,
  references: (fields) => refMaybe("segment", fields.parent, "/parent"),
  managedBy: () => [],
  rules: async (tx, drafts) => {
    const rows = await tx.segment.findMany({ select: { key: true, parent: { select: { key: true } } } });
    return parentErrors(
      rows.map(({ key, parent }) => ({ key, parent: parent?.key ?? null })),
      drafts.map(({ fields }) => fields),
    );
  },
  async load(tx, ids) {
    const rows = await tx.segment.findMany({
      where: whereIds(ids),
      include: { parent: true, _count: { select: { products: true } } },
      orderBy: { name: "asc" },
    });
    return rows.map((row) => {
      const meta = metaOf(row);
      const fields = { key: row.key, name: row.name, parent: row.parent?.key ?? null };
      return {
        meta,
        fields,
        view: { ...fields, ...meta, parent_name: row.parent?.name ?? null, products: row._count.products },
      };
    });
  },
  async insert(tx, drafts, refs) {
    await tx.segment.createMany({
      data: parentsFirst(drafts).map((draft) => ({ id: draft.id, ...columns(draft, refs) })),
    });
  },
  async replace(tx, draft, refs) {
    await tx.segment.update({ where: { id: draft.id }, data: columns(draft, refs) });
  },
};
