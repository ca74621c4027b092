import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { defineEntity } from "../entity/define";
import { metaOf, namesOf, sourcesOf, whereIds } from "../entity/facts";
import { refList } from "../entity/refs";
import { deleteRows, insertRows } from "../entity/rows";
import type { Draft, Refs } from "../entity/types";
import { Visibility } from "../fields";
import { CoHoldingFields, CoHoldingInput, CoHoldingView } from "./schema";

type S = z.infer<typeof CoHoldingFields>;

async function writeMembers(tx: Tx, drafts: readonly Draft<S>[], refs: Refs): Promise<void> {
  const ids = drafts.map(({ id }) => id);
  for (const [table, keysOf] of [
    ["co_holding_party", (fields: S) => fields.parties],
    ["co_holding_investor", (fields: S) => fields.named],
  ] as const) {
    await deleteRows(tx, table, "co_holding_id", ids);
    await insertRows(
      tx,
      table,
      drafts.flatMap(({ id, fields }) =>
        keysOf(fields).map((key) => ({ co_holding_id: id, party_id: refs.id("party", key) })),
      ),
    );
  }
}

export const coHoldings = defineEntity<S, CoHoldingView>({
  name: "co_holding",
  collection: "co-holdings",
  input: CoHoldingInput,
  full: CoHoldingFields,
  view: CoHoldingView,
  walled: true,
  empty: { parties: [], at_least: null, named: [], visibility: "internal", sources: [] },
  sets: ["parties", "named", "sources"],
  sourced: true,
  references: (fields) => [
    ...refList("party", fields.parties, "/parties"),
    ...refList("party", fields.named, "/named"),
    ...refList("source", fields.sources, "/sources"),
  ],
  added_by: "compliance",
  managedBy: () => [],
  async load(tx, ids) {
    const rows = await tx.coHolding.findMany({
      where: whereIds(ids),
      include: { parties: { include: { party: true } }, named: { include: { party: true } } },
      orderBy: { key: "asc" },
    });
    const stated = await sourcesOf(tx, "co_holding", ids);
    return rows.map((row) => {
      const meta = metaOf(row);
      const fields: S = {
        key: row.key,
        parties: row.parties.map(({ party }) => party.key),
        at_least: row.at_least,
        named: row.named.map(({ party }) => party.key),
        visibility: Visibility.parse(row.visibility),
        sources: stated.get(row.id) ?? [],
      };
      const party_names = namesOf([...row.parties, ...row.named].map(({ party }) => party));
      return { meta, fields, view: { ...fields, ...meta, party_names } };
    });
  },
  columns: ({ key, at_least, visibility }) => ({ key, at_least, visibility }),
  writeParts: writeMembers,
});
