import type { z } from "zod";
import { metaOf, stampOf, whereIds } from "../entity/facts";
import type { Entity } from "../entity/types";
import { SourceFields, SourceInput, SourceView } from "./schema";

type S = z.infer<typeof SourceFields>;

export const sources: Entity<S, SourceView> = {
  name: "source",
  collection: "sources",
  input: SourceInput,
  full: SourceFields,
  view: SourceView,
  empty: { url: null, published: null, archived_hash: null },
  lists: {},
  sourced: false,
  references: () => [],
  managedBy: () => [],
  async load(tx, ids) {
    const rows = await tx.source.findMany({ where: whereIds(ids), orderBy: { key: "asc" } });
    return rows.map((row) => {
      const meta = metaOf(row);
      const { key, title, url, published, archived_hash } = row;
      const fields = { key, title, url, published, archived_hash };
      return { meta, fields, view: { ...fields, ...meta } };
    });
  },
  async insert(tx, drafts) {
    await tx.source.createMany({
      data: drafts.map((draft) => ({ id: draft.id, ...draft.fields, ...stampOf(draft) })),
    });
  },
  async replace(tx, draft) {
    await tx.source.update({ where: { id: draft.id }, data: { ...draft.fields, ...stampOf(draft) } });
  },
};
