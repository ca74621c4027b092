import type { z } from "zod";
import { defineEntity } from "../entity/define";
import { metaOf, whereIds } from "../entity/facts";
import { SourceFields, SourceInput, SourceView } from "./schema";

type S = z.infer<typeof SourceFields>;

export const sources = defineEntity<S, SourceView>({
  name: "source",
  collection: "sources",
  kind: "source",
  input: SourceInput,
  full: SourceFields,
  view: SourceView,
  walled: true,
  empty: { url: null, published: null, archived_hash: null },
  sourced: false,
  references: () => [],
  added_by: "writers",
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
  columns: (fields) => ({ ...fields }),
});
