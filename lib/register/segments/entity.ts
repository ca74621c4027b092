import type { z } from "zod";
import { defineEntity } from "../entity/define";
import { metaOf, whereIds } from "../entity/facts";
import { parentErrors } from "../entity/parents";
import { refMaybe } from "../entity/refs";
import { SegmentFields, SegmentInput, SegmentView } from "./schema";

type S = z.infer<typeof SegmentFields>;

export const segments = defineEntity<S, SegmentView>({
  name: "segment",
  collection: "segments",
  kind: "segment",
  input: SegmentInput,
  full: SegmentFields,
  view: SegmentView,
  empty: { parent: null },
  sourced: false,
  references: (fields) => refMaybe("segment", fields.parent, "/parent"),
  added_by: "compliance",
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
      include: { parent: true, products: { where: { product: { retired_at: null } } } },
      orderBy: { name: "asc" },
    });
    return rows.map((row) => {
      const meta = metaOf(row);
      const fields = { key: row.key, name: row.name, parent: row.parent?.key ?? null };
      const view = {
        ...fields,
        ...meta,
        parent_name: row.parent?.name ?? null,
        products: row.products.length,
      };
      return { meta, fields, view };
    });
  },
  columns: (fields, refs) => ({
    key: fields.key,
    name: fields.name,
    parent_id: fields.parent === null ? null : refs.id("segment", fields.parent),
  }),
});
