import type { z } from "zod";
import type { Tx } from "@/lib/db/server";
import { metaOf, namesOf, sourcesOf, stampOf, whereIds, writeSources } from "../entity/facts";
import { refList } from "../entity/refs";
import type { Draft, Entity, Refs } from "../entity/types";
import { Visibility } from "../fields";
import { CoHoldingFields, CoHoldingInput, CoHoldingView } from "./schema";

type S = z.infer<typeof CoHoldingFields>;

const columns = ({ fields, ...draft }: Draft<S>) => ({
  key: fields.key,
  at_least: fields.at_least,
  visibility: fields.visibility,
  ...stampOf(draft),
});

async function writeMembers(tx: Tx, drafts: readonly Draft<S>[], refs: Refs): Promise<void> {
  const where = { co_holding_id: { in: drafts.map(({ id }) => id) } };
  await tx.coHoldingParty.deleteMany({ where });
  await tx.coHoldingInvestor.deleteMany({ where });
  const rows = (id: string, keys: readonly string[]) =>
    keys.map((key) => ({ co_holding_id: id, party_id: refs.id("party", key) }));
  await tx.coHoldingParty.createMany({ data: drafts.flatMap(({ id, fields }) => rows(id, fields.parties)) });
  await tx.coHoldingInvestor.createMany({ data: drafts.flatMap(({ id, fields }) => rows(id, fields.named)) });
}

export const coHoldings: Entity<S, CoHoldingView> = {
  name: "co_holding",
  collection: "co-holdings",
  input: CoHoldingInput,
  full: CoHoldingFields,
  view: CoHoldingView,
  empty: { at_least: null, named: [], visibility: "internal", sources: [] },
  lists: {},
  sourced: true,
  references: (fields) => [
    ...refList("party", fields.parties, "/parties"),
    ...refList("party", fields.named, "/named"),
    ...refList("source", fields.sources, "/sources"),
  ],
  managedBy: () => [],
  async load(tx, ids) {
    const by = { include: { party: true }, orderBy: { party: { ordinal: "asc" } } } as const;
    const rows = await tx.coHolding.findMany({
      where: whereIds(ids),
      include: { parties: by, named: by },
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
  async insert(tx, drafts, refs) {
    await tx.coHolding.createMany({ data: drafts.map((draft) => ({ id: draft.id, ...columns(draft) })) });
    await writeMembers(tx, drafts, refs);
    await writeSources(tx, "co_holding", drafts, refs);
  },
  async replace(tx, draft, refs) {
    await tx.coHolding.update({ where: { id: draft.id }, data: columns(draft) });
    await writeMembers(tx, [draft], refs);
    await writeSources(tx, "co_holding", [draft], refs);
  },
};
